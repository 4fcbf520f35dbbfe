"""Whoever was there is told of the certificate, and finds it again where the mails led before."""

from datetime import datetime, timedelta

import pytest

from accounts.services import erase_guest
from core.clock import now
from credentials.enums import RevocationReason
from credentials.models import Certificate
from credentials.services import revoke
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.links import guest_links

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory(
        seats=2,
        starts_at=now() - timedelta(hours=2),
        certificate_minutes=60,
        title="Signalen van geweld",
    )


def attend(session, subject, at: datetime | None = None):
    return services.record_attendance(
        session=session, subject_id=subject.pk, minutes=60, now=at or now()
    )


def test_guest_who_was_there_is_mailed_the_certificate_once(session):
    guest = GuestFactory(name="An Peeters", language="nl")
    RegistrationFactory(session=session, subject=guest.subject)

    attend(session, guest.subject)
    attend(session, guest.subject)

    mail = OutgoingMail.objects.get()
    address = Certificate.objects.get().get_absolute_url()
    assert (mail.to, mail.title) == (guest.email, "Je certificaat staat klaar")
    assert "Dag An Peeters," in mail.text and address in mail.text and address in mail.html
    assert "Maak een account met dit mailadres" in mail.text
    assert "geweld" not in mail.text.lower()


def test_session_without_certificate_sends_nobody_a_mail(session):
    session.certificate_minutes = None

    attend(session, UserFactory().subject)

    assert not OutgoingMail.objects.exists()


def test_page_of_a_guest_leads_to_the_certificate_until_it_is_revoked(client, session):
    registration = RegistrationFactory(session=session, subject=GuestFactory().subject)
    page = guest_links(session, registration).home
    assert "/certificaat/" not in client.get(page).content.decode()

    attend(session, registration.subject)

    certificate = Certificate.objects.get()
    after = client.get(page).content.decode()
    assert certificate.get_absolute_url() in after
    assert "kan je inschrijving annuleren" not in after

    revoke(
        certificate=certificate,
        reason=RevocationReason.values[0],
        revoked_by_id=UserFactory().subject_id,
        now=now(),
    )
    assert "/certificaat/" not in client.get(page).content.decode()


def test_erased_guest_finds_no_certificate_on_the_page(client, session):
    registration = RegistrationFactory(session=session, subject=GuestFactory().subject)
    attend(session, registration.subject)

    erase_guest(subject_id=registration.subject_id)

    assert (
        "/certificaat/" not in client.get(guest_links(session, registration).home).content.decode()
    )


def test_page_of_the_session_leads_an_account_to_the_certificate(client, session):
    user = UserFactory()
    registration = RegistrationFactory(session=session, subject=user.subject)
    attend(session, registration.subject)

    client.force_login(user)
    said = client.get(session.get_absolute_url()).content.decode()

    assert Certificate.objects.get().get_absolute_url() in said
