import pytest
from django.urls import reverse

from accounts.roles import ensure_roles
from accounts.services import erase
from core.clock import now
from credentials import services
from credentials.enums import RevocationReason, Status
from credentials.models import Certificate
from tests.factories.accounts import UserFactory
from tests.factories.credentials import CertificateFactory, CertificateHolderFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = UserFactory()
    user.groups.add(ensure_roles()["coordinators"])
    client.force_login(user)
    return user


def address(verb, *arguments):
    return reverse(f"credentials_admin:{verb}", args=arguments)


def test_list_shows_names_and_status(client, coordinator):
    CertificateHolderFactory(name="Zoë Öztürk")
    CertificateFactory(title="Zonder naam", revoked_at=now(), revocation_reason="not_earned")
    page = client.get(address("index")).content.decode()
    assert "Zoë Öztürk" in page
    assert "Zonder naam" in page
    assert str(Status.REVOKED.label) in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_queries_for_one_and_three(client, coordinator, count, queries_of):
    for _ in range(count):
        CertificateHolderFactory()
    client.get(address("index"))
    asked = [sql for sql in queries_of(address("index")) if "credentials_" in sql]
    assert len(asked) == 2


@pytest.fixture
def queries_of(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def look(where):
        with CaptureQueriesContext(connection) as captured:
            client.get(where)
        return [query["sql"] for query in captured]

    return look


@pytest.mark.parametrize("words", ["Öztürk", "zonder"])
def test_list_is_searched_by_name_and_title(client, coordinator, words):
    CertificateHolderFactory(name="Zoë Öztürk", certificate__title="Zonder meer")
    CertificateHolderFactory(name="Ai", certificate__title="Iets anders")
    page = client.get(address("index"), {"q": words}).content.decode()
    assert "Zoë Öztürk" in page
    assert "Iets anders" not in page


def test_certificate_shows_its_facts(client, coordinator):
    holder = CertificateHolderFactory()
    page = client.get(address("inspect", holder.certificate.pk)).content.decode()
    assert holder.name in page
    assert holder.certificate.spaced_code in page
    assert address("revoke", holder.certificate.pk) in page


def test_coordinator_revokes_with_a_reason(client, coordinator):
    certificate = CertificateHolderFactory().certificate
    assert client.get(address("revoke", certificate.pk)).status_code == 200
    client.post(address("revoke", certificate.pk), {"reason": RevocationReason.OTHER_PERSON})
    certificate.refresh_from_db()
    assert certificate.status(now()) == Status.REVOKED
    assert certificate.revocation_reason == RevocationReason.OTHER_PERSON
    assert certificate.revoked_by_id == coordinator.subject_id


@pytest.mark.parametrize("answer", [{}, {"reason": ""}, {"reason": "because"}])
def test_revoking_without_a_known_reason_is_refused(client, coordinator, answer):
    certificate = CertificateFactory()
    assert client.post(address("revoke", certificate.pk), answer).status_code == 200
    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_revoking_twice_says_so(client, coordinator):
    certificate = CertificateFactory(revoked_at=now(), revocation_reason="not_earned")
    response = client.post(address("revoke", certificate.pk), {"reason": "issued_in_error"})
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    certificate.refresh_from_db()
    assert certificate.revocation_reason == "not_earned"


def test_coordinator_issues_again_under_another_name(client, coordinator):
    old = CertificateHolderFactory(name="Jan Peeters").certificate
    response = client.post(address("reissue", old.pk), {"holder_name": "Jan Peters"})
    new = Certificate.objects.get(edition=2)
    assert response["Location"] == address("inspect", new.pk)
    assert new.holder.name == "Jan Peters"
    assert new.reissued_by_id == coordinator.subject_id
    old.refresh_from_db()
    assert old.superseded_by == new


def test_certificate_says_who_issued_it_again_and_who_revoked_it(client, coordinator):
    other = UserFactory(name="Bo Claes")
    first = CertificateHolderFactory().certificate
    again = services.reissue(certificate=first, reissued_by_id=other.subject_id, now=now())
    services.revoke(
        certificate=again,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=other.subject_id,
        now=now(),
    )
    assert client.get(address("inspect", first.pk)).content.decode().count("Bo Claes") == 0
    assert client.get(address("inspect", again.pk)).content.decode().count("Bo Claes") == 2
    erase(user=other)
    page = client.get(address("inspect", again.pk)).content.decode()
    assert "Bo Claes" not in page


def test_nobody_writes_certificates_by_hand(client):
    administrator = UserFactory(is_superuser=True)
    client.force_login(administrator)
    certificate = CertificateFactory()
    for path in ("new/", f"edit/{certificate.pk}/", f"delete/{certificate.pk}/"):
        assert client.get(f"/admin/certificaten/{path}").status_code == 404


@pytest.mark.parametrize("verb", ["revoke", "reissue", "inspect"])
def test_editor_may_do_nothing(client, verb):
    editor = UserFactory()
    editor.groups.add(ensure_roles()["editors"])
    client.force_login(editor)
    certificate = CertificateHolderFactory().certificate
    response = client.post(
        address(verb, certificate.pk), {"reason": "not_earned", "holder_name": "X"}
    )
    assert response["Location"] == "/admin/"
    assert Certificate.objects.get().is_in_force
