"""What is written to people, in their own language, without a word about the subject."""

from datetime import datetime, timedelta

import pytest

from core.clock import BRUSSELS
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import State
from webinar.live.models import Offer
from webinar.live.services import mails

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=BRUSSELS)
TOPIC = ("geweld", "violence", "IFG", "signal", "webinar over")


@pytest.fixture
def session():
    return LiveSessionFactory(
        seats=2,
        slug="avond",
        title="Signalen van geweld",
        summary="Intrafamiliaal geweld",
        starts_at=datetime(2026, 12, 3, 19, 0, tzinfo=BRUSSELS),
    )


@pytest.fixture
def every_mail(session):
    """One of each, to one person."""
    registration = RegistrationFactory(session=session, subject=UserFactory(language="nl").subject)
    offer = Offer(registration=registration, made_at=NOW, expires_at=NOW + timedelta(hours=2))
    given = {"session": session, "registration": registration, "now": NOW}
    for state in (State.CONFIRMED, State.WAITING):
        registration.state = state
        mails.session_changed(**given)
        mails.session_cancelled(**given)
    registration.confirm_by = NOW + timedelta(hours=2)
    mails.confirm_address(**given)
    mails.seat_offered(**given, offer=offer)
    mails.cancelled(**given, had_seat=True)
    mails.cancelled_for(**given, had_seat=True, reason="Deze avond is voor artsen.")
    for write in (
        mails.confirmed,
        mails.waiting,
        mails.offer_expired,
        mails.already_registered,
        mails.reminder,
    ):
        write(**given)
    return list(OutgoingMail.objects.order_by("pk"))


def test_no_mail_says_what_it_is_about(every_mail):
    assert len(every_mail) == 13
    for mail in every_mail:
        for word in TOPIC:
            assert word.lower() not in mail.title.lower()
            assert word.lower() not in mail.text.lower(), mail.title
            assert word.lower() not in mail.html.lower(), mail.title


def test_every_mail_says_when_and_where(every_mail):
    for mail in every_mail:
        assert "2026" in mail.text and "19.00 uur" in mail.text, mail.title
        assert "Online" in mail.text
        assert "{{" not in mail.text and "{%" not in mail.text


def test_mail_leads_an_account_to_the_session_and_a_guest_to_a_link_of_their_own(session):
    services.register(session=session, subject_id=UserFactory().subject_id, now=NOW)
    account = OutgoingMail.objects.get()
    assert "/webinars/avond/\n" in account.text
    services.register_guest(
        session=session, name="An", email="an@example.org", language="fr", now=NOW
    )
    guest = OutgoingMail.objects.order_by("pk").last()
    assert "/fr/webinars/avond/bevestigen/" in guest.text
    assert guest.language == "fr"


def test_mail_with_the_seat_carries_the_calendar_and_the_waiting_list_none(session):
    session.slots.last().delete()
    services.register(session=session, subject_id=UserFactory().subject_id, now=NOW)
    services.register(session=session, subject_id=UserFactory().subject_id, now=NOW)
    seated, waiting = OutgoingMail.objects.order_by("pk")
    assert seated.attachments[0]["mimetype"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert waiting.attachments == []
