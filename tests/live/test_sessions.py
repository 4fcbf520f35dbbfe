"""Coordinators plan, change and call off sessions; everyone registered hears of it once."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Guest
from core.clock import BRUSSELS
from outbox.models import OutgoingMail
from safety import page_cache
from search.models import Entry
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import Mode, State
from webinar.live.errors import (
    CapacityTaken,
    OfferGone,
    RegistrationOver,
    SessionHasRegistrations,
)
from webinar.live.models import LiveSession, Registration

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=BRUSSELS)


@pytest.fixture
def session():
    return services.create_session(
        seats=30,
        now=NOW,
        slug="planned",
        title="Planned",
        summary="About",
        starts_at=NOW + timedelta(days=10),
        ends_at=NOW + timedelta(days=10, hours=1),
        published=True,
    )


def enter(session):
    return services.register(session=session, subject_id=UserFactory().subject_id, now=NOW)


def test_thirty_seats_are_thirty_rows(session):
    numbers = list(session.slots.values_list("number", flat=True))
    assert numbers == list(range(1, 31))


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": NOW},
        {"time_known": False},
        {"mode": Mode.ON_SITE, "place": ""},
        {"participants_known": 30},
    ],
)
def test_database_refuses_a_session_that_contradicts_itself(session, wrong):
    for name, value in wrong.items():
        setattr(session, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        session.save()


def test_save_that_is_refused_changes_nothing(session):
    session.waiting_list = False
    services.save_session(session=session, seats=2, now=NOW)
    enter(session), enter(session)
    session.title = "Another title"
    with pytest.raises(CapacityTaken):
        services.save_session(session=session, seats=1, now=NOW)
    assert LiveSession.objects.get().title == "Planned"
    assert session.slots.count() == 2


def test_change_of_the_hour_is_told_once_with_a_newer_calendar_file(session, work):
    registration = enter(session)
    OutgoingMail.objects.all().delete()
    session.starts_at += timedelta(hours=1)
    session.ends_at += timedelta(hours=1)
    services.save_session(session=session, seats=30, now=NOW)
    work()
    mail = OutgoingMail.objects.get()
    assert mail.title == "Je afspraak is gewijzigd"
    assert mail.subject_id == registration.subject_id
    assert len(mail.attachments) == 1
    services.tell_of_change(session_id=session.pk, now=NOW)
    assert OutgoingMail.objects.count() == 1


def test_change_of_the_title_is_not_told(session, work):
    enter(session)
    OutgoingMail.objects.all().delete()
    session.title = "Another title"
    services.save_session(session=session, seats=30, now=NOW)
    work()
    assert not OutgoingMail.objects.exists()


def test_correction_of_what_is_past_or_called_off_is_not_told(session, work):
    enter(session)
    services.cancel_session(session=session, now=NOW)
    work()
    OutgoingMail.objects.all().delete()
    session.starts_at -= timedelta(minutes=30)
    services.save_session(session=session, seats=30, now=NOW)
    past = LiveSessionFactory(starts_at=NOW - timedelta(days=3))
    RegistrationFactory(session=past, subject=UserFactory().subject)
    past.starts_at -= timedelta(hours=1)
    services.save_session(session=past, seats=1, now=NOW)
    work()
    assert not OutgoingMail.objects.exists()


def test_later_registration_is_not_told_of_an_earlier_change(session, work):
    session.starts_at += timedelta(minutes=30)
    services.save_session(session=session, seats=30, now=NOW)
    enter(session)
    OutgoingMail.objects.all().delete()
    work()
    assert not OutgoingMail.objects.exists()


def test_called_off_session_tells_everyone_and_withdraws_offers(session, work):
    services.save_session(session=session, seats=1, now=NOW)
    holder, first = enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    second = enter(session)
    work()
    OutgoingMail.objects.all().delete()
    services.cancel_session(session=session, now=NOW)
    services.cancel_session(session=session, now=NOW)
    work()
    told = OutgoingMail.objects.filter(title="Je afspraak gaat niet door")
    assert {mail.subject_id for mail in told} == {first.subject_id, second.subject_id}
    with pytest.raises(OfferGone):
        services.accept_offer(registration=first, now=NOW)
    first.refresh_from_db()
    assert first.state == State.WAITING


def test_session_that_is_over_cannot_be_called_off(session):
    with pytest.raises(RegistrationOver):
        services.cancel_session(session=session, now=session.ends_at)


def test_session_with_registrations_cannot_be_removed(session):
    enter(session)
    with pytest.raises(SessionHasRegistrations):
        services.remove_session(session=session)
    assert LiveSession.objects.count() == 1


def test_session_without_registrations_goes_with_its_seats(session):
    services.remove_session(session=session)
    assert not LiveSession.objects.exists()


def test_session_that_is_over_moves_to_the_past_once(session):
    before = page_cache.generation()
    assert services.show_as_past(now=session.ends_at - timedelta(seconds=1)) == 0
    assert services.show_as_past(now=session.ends_at) == 1
    assert services.show_as_past(now=session.ends_at) == 0
    page_cache.forget()
    assert page_cache.generation() == before + 1


def test_clock_frees_holds_and_expires_offers(session):
    services.save_session(session=session, seats=1, now=NOW)
    services.register_guest(
        session=session, name="An", email="an@example.org", language="nl", now=NOW
    )
    waiting = enter(session)
    services.seats_by_the_clock(NOW + timedelta(hours=2))
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    services.seats_by_the_clock(NOW + timedelta(hours=51))
    waiting.refresh_from_db()
    assert waiting.state == State.LAPSED
    assert Guest.objects.count() == 1


def test_day_without_a_known_hour_is_over_when_the_day_is():
    session = LiveSessionFactory(starts_at=datetime(2026, 11, 2, tzinfo=BRUSSELS), time_known=False)
    assert not session.is_over(datetime(2026, 11, 2, 23, 59, tzinfo=BRUSSELS))
    assert session.is_over(datetime(2026, 11, 3, 0, 0, tzinfo=BRUSSELS))
    evening = datetime(2026, 11, 2, 23, 59, tzinfo=BRUSSELS)
    assert list(LiveSession.objects.upcoming(evening)) == [session]
    assert list(LiveSession.objects.past(evening + timedelta(minutes=1))) == [session]


def test_seats_are_counted_from_the_rows(session):
    RegistrationFactory.create_batch(2, session=session)
    found = LiveSession.objects.with_seats().get()
    assert (found.seats, found.seats_taken) == (32, 2)
    assert Registration.objects.count() == 2


def test_planned_session_is_found_once_published(session, work):
    work()
    assert [entry.url for entry in Entry.objects.filter(source="live_sessions")] == [
        "/webinars/planned/"
    ]
    session.published = False
    services.save_session(session=session, seats=30, now=NOW)
    work()
    assert not Entry.objects.filter(source="live_sessions").exists()
