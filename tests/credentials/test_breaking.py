"""What tried to keep a name after its erasure, or to make the server stumble."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
from django.db import connection
from django.test import Client

from accounts.services import erase
from core.clock import now
from credentials import document, services
from credentials.errors import HolderErased, RegisterClosed
from credentials.models import (
    CertificateFile,
    CertificateHolder,
    HandOver,
    LedgerLine,
    RegisterMember,
)
from credentials.views.document import compare
from tests.at_once import meanwhile
from tests.factories.accounts import UserFactory
from tests.factories.credentials import (
    AccreditationFactory,
    AchievementFactory,
    RegisterFactory,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def issued_to(user, key="course:a"):
    return services.issue(
        subject_id=user.subject_id,
        holder_name=user.name,
        achievement=AchievementFactory(key=key),
        now=now(),
    )


def in_thread(work):
    def run():
        try:
            return work()
        finally:
            connection.close()

    return run


def test_person_who_is_erased_while_the_document_is_stored_leaves_no_document(monkeypatch):
    """The document's transaction has seen the name; the erasure comes before it is committed."""
    user = UserFactory()
    certificate = issued_to(user)
    monkeypatch.setattr(document, "make", lambda *_: b"%PDF with a name")
    storing, go_on = Event(), Event()
    create = CertificateFile.objects.create

    def slow_create(**fields):
        storing.set()
        go_on.wait(3)
        return create(**fields)

    monkeypatch.setattr(CertificateFile.objects, "create", slow_create)
    with ThreadPoolExecutor(2) as pool:
        rendering = pool.submit(
            in_thread(lambda: services.render(certificate_id=certificate.pk, now=now()))
        )
        storing.wait(5)
        erasing = pool.submit(in_thread(lambda: erase(user=user)))
        # Long enough for an erasure that does not wait for the document.
        wait([erasing], timeout=1)
        go_on.set()
        rendering.result()
        erasing.result()
    assert not CertificateHolder.objects.exists()
    assert not CertificateFile.objects.exists()


def test_erased_holder_is_not_named_again_by_who_types_the_name():
    user = UserFactory()
    certificate = issued_to(user)
    erase(user=user)
    with pytest.raises(HolderErased):
        services.reissue(certificate=certificate, holder_name=user.name, now=now())
    assert not CertificateHolder.objects.exists()


@pytest.mark.parametrize("path", ["", "pdf", "nakijken/"])
def test_code_with_a_zero_byte_is_unknown(path):
    client = Client()
    client.force_login(UserFactory())
    address = f"/certificaat/%00/{path}"
    answer = client.post(address) if path == "nakijken/" else client.get(address)
    assert answer.status_code == 404


def test_far_too_large_a_file_is_taken_and_answered(rf):
    """A browser that still has bytes to send when we answer shows a broken connection instead."""
    certificate = issued_to(UserFactory())
    request = rf.generic(
        "POST",
        f"{certificate.get_absolute_url()}nakijken/",
        b"x" * 6_000_000,
        content_type="multipart/form-data; boundary=x",
    )
    answer = compare(request, certificate.code)
    assert answer.status_code == 413
    assert "5 MB" in answer.content.decode()
    assert request.read(1) == b""


def test_person_erased_while_a_number_is_on_its_way_leaves_none(meets_an_erasure):
    """The number under which a register knows somebody names them."""
    user, register = UserFactory(), RegisterFactory()

    refused = meets_an_erasure(
        user,
        lambda: services.join_register(
            register_id=register.pk, subject_id=user.subject_id, number="R-77"
        ),
    )

    assert not RegisterMember.objects.exists()
    assert isinstance(refused, RegisterClosed)


def test_points_that_are_counted_while_a_member_is_erased_are_nobodys_in_the_end(meets_an_erasure):
    """Neither waits for the other's locks: a line that changes, and one that is new."""
    user, register = UserFactory(), RegisterFactory()
    rule = AccreditationFactory(register=register, achievement_key="course:a", points=6)
    AccreditationFactory(register=register, achievement_key="course:b", points=3)
    services.join_register(register_id=register.pk, subject_id=user.subject_id, number="R-77")
    issued_to(user, "course:a")
    services.count_points(now=now())
    type(rule).objects.filter(pk=rule.pk).update(points=8)
    issued_to(user, "course:b")

    meets_an_erasure(
        user, lambda: services.count_points(now=now()), after="credentials.certificates"
    )
    services.count_points(now=now())

    assert not RegisterMember.objects.exists()
    assert not LedgerLine.objects.exists()


def test_coordinator_erased_while_handing_over_points_of_a_register_they_are_in():
    """Whoever counts holds the register and will point at the person; the erasure the other way round."""
    coordinator, register = UserFactory(), RegisterFactory()
    AccreditationFactory(register=register, achievement_key="course:a", points=6)
    for member in (UserFactory(), coordinator):
        services.join_register(register_id=register.pk, subject_id=member.subject_id, number="R-77")
        issued_to(member, "course:a")

    with meanwhile(lambda: erase(user=coordinator), after='INSERT INTO "credentials_handover"'):
        services.hand_over(register=register, handed_over_by_id=coordinator.subject_id, now=now())

    assert HandOver.objects.get().line_count == 2
    assert RegisterMember.objects.exclude(subject=coordinator.subject).count() == 1
    assert RegisterMember.objects.count() == 1
