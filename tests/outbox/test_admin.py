import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import ensure_roles
from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.outbox import OutgoingMailFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = UserFactory()
    user.groups.add(ensure_roles()["coordinators"])
    client.force_login(user)
    return user


def test_list_shows_what_is_not_out_yet_without_its_text(client, coordinator):
    OutgoingMailFactory(title="Wacht nog", text="https://example.org/geheim")
    OutgoingMailFactory(title="Opgegeven", given_up_at=now(), last_error="SMTPRecipientsRefused")
    OutgoingMailFactory(title="Al weg", sent_at=now())
    page = client.get(reverse("outbox_admin:index")).content.decode()
    assert "Wacht nog" in page
    assert "Opgegeven" in page
    assert "Al weg" not in page
    assert "geheim" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_queries_for_one_and_three(client, coordinator, count):
    OutgoingMailFactory.create_batch(count)
    client.get(reverse("outbox_admin:index"))
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("outbox_admin:index"))
    assert len([each for each in captured if "outbox_outgoingmail" in each["sql"]]) == 2


def test_coordinator_has_a_mail_tried_again(client, coordinator, work, mailoutbox):
    mail = OutgoingMailFactory(given_up_at=now(), tries=12)
    address = reverse("outbox_admin:retry", args=[mail.pk])
    assert client.get(address).status_code == 200
    assert mailoutbox == []
    client.post(address)
    work()
    assert [each.to for each in mailoutbox] == [[mail.to]]


def test_sent_mail_is_not_sent_again(client, coordinator):
    mail = OutgoingMailFactory(sent_at=now())
    assert client.post(reverse("outbox_admin:retry", args=[mail.pk])).status_code == 404


def test_editor_may_not_look(client):
    editor = UserFactory()
    editor.groups.add(ensure_roles()["editors"])
    client.force_login(editor)
    response = client.get(reverse("outbox_admin:index"), follow=True)
    assert response.redirect_chain
    assert response.request["PATH_INFO"] == "/admin/"
