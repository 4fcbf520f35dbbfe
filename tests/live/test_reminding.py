"""Whoever has a seat is reminded, once, shortly before the session begins."""

from datetime import datetime, timedelta

import pytest

from accounts.services import erase
from core import periodic
from core.clock import BRUSSELS
from outbox.models import OutgoingMail, RefusedMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import State
from webinar.live.mail_kinds import REMINDER
from webinar.live.models import LiveSession, Registration

pytestmark = pytest.mark.django_db

START = datetime(2026, 12, 3, 19, 0, tzinfo=BRUSSELS)
LONG_BEFORE = START - timedelta(days=20)
DAY_BEFORE = START - timedelta(hours=24)


@pytest.fixture
def session():
    return LiveSessionFactory(title="Signalen van geweld", slug="avond", seats=1, starts_at=START)


def seated(session, user=None, since=LONG_BEFORE, **fields):
    user = user or UserFactory(email="ann@example.org", language="nl")
    return RegistrationFactory(
        session=session, subject=user.subject, made_at=since, confirmed_at=since, **fields
    )


def remind(moment=DAY_BEFORE):
    return services.remind_of_sessions(now=moment)


def mails():
    return list(OutgoingMail.objects.filter(kind=REMINDER))


def test_reminder_goes_a_day_before_and_once(session):
    seated(session)

    assert remind(DAY_BEFORE - timedelta(minutes=1)) == 0
    assert remind() == 1
    assert remind(DAY_BEFORE + timedelta(minutes=10)) == 0
    [mail] = mails()
    assert mail.to == "ann@example.org"
    assert mail.title == "Herinnering aan je inschrijving"
    assert "donderdag 3 december" in mail.text
    assert "/webinars/avond/" in mail.text


def test_reminder_does_not_say_what_it_is_about(session):
    seated(session)
    remind()

    [mail] = mails()
    for part in (mail.title, mail.text, mail.html):
        assert "geweld" not in part.lower()
        assert "signalen" not in part.lower()


def test_it_is_a_job_of_the_clock(session):
    seated(session)
    [job] = [each for each in periodic.jobs() if each.name == "live.reminders"]

    job.job(DAY_BEFORE)

    assert len(mails()) == 1


def test_whoever_refuses_such_mails_gets_none(session):
    registration = seated(session)
    RefusedMail.objects.create(subject_id=registration.subject_id, kind=REMINDER, since=LONG_BEFORE)

    assert remind() == 0
    assert mails() == []


def test_whoever_was_erased_gets_none(session):
    user = UserFactory()
    seated(session, user)
    erase(user=user)

    assert remind() == 0
    assert mails() == []


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED])
def test_only_a_seat_is_reminded_of(session, state):
    ended = LONG_BEFORE if state == State.CANCELLED else None
    seated(session, state=state, slot=None, ended_at=ended)

    assert remind() == 0
    assert mails() == []


def test_whoever_got_the_seat_since_has_just_had_a_mail(session):
    seated(session, since=DAY_BEFORE + timedelta(hours=1))

    assert remind(DAY_BEFORE + timedelta(hours=2)) == 0
    assert mails() == []


@pytest.mark.parametrize(
    "change",
    [{"published": False}, {"cancelled_at": LONG_BEFORE}, {"reminder_hours": None}],
)
def test_session_that_is_off_reminds_nobody(session, change):
    seated(session)
    LiveSession.objects.update(**change)

    assert remind() == 0
    assert mails() == []


def test_session_that_has_begun_reminds_nobody(session):
    seated(session)

    assert remind(START) == 0
    assert mails() == []


def test_coordinator_chooses_the_hours(session):
    seated(session)
    LiveSession.objects.update(reminder_hours=72)

    assert remind(START - timedelta(hours=73)) == 0
    assert remind(START - timedelta(hours=72)) == 1


def test_session_that_is_moved_is_reminded_of_again(session):
    seated(session)
    remind()
    moved = START + timedelta(days=7)
    LiveSession.objects.update(starts_at=moved, ends_at=moved + timedelta(hours=1))

    assert remind(DAY_BEFORE + timedelta(hours=1)) == 0
    assert remind(moved - timedelta(hours=24)) == 1
    assert Registration.objects.get().reminded_of == moved
