"""Seats, the waiting list and offers, as the database holds them afterwards."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.clock import BRUSSELS
from outbox.models import OutgoingMail
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import Answer, State
from webinar.live.errors import (
    CapacityTaken,
    OfferGone,
    PersonErased,
    RegistrationClosed,
    RegistrationOver,
    SessionFull,
)
from webinar.live.models import LiveSession, Offer, Registration, RegistrationRemark, Slot

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=BRUSSELS)


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1, starts_at=NOW + timedelta(days=10))


def enter(session, now=NOW, **fields):
    return services.register(
        session=session, subject_id=UserFactory().subject_id, now=now, **fields
    )


def titles():
    return list(OutgoingMail.objects.order_by("pk").values_list("title", flat=True))


def test_register_takes_a_free_seat_and_writes_one_mail_with_a_calendar_file(session):
    registration = enter(session)
    assert registration.state == State.CONFIRMED
    assert registration.slot.session == session
    mail = OutgoingMail.objects.get()
    assert mail.subject_id == registration.subject_id
    assert [attachment["name"] for attachment in mail.attachments] == ["agenda.ics"]


def test_register_again_gives_the_same_registration_and_no_second_mail(session):
    user = UserFactory()
    first = services.register(session=session, subject_id=user.subject_id, now=NOW)
    again = services.register(session=session, subject_id=user.subject_id, now=NOW)
    assert again == first
    assert Registration.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_register_when_full_stands_at_the_end_of_the_line(session):
    enter(session)
    second, third = enter(session), enter(session)
    assert (second.state, third.state) == (State.WAITING, State.WAITING)
    assert (second.slot, third.slot) == (None, None)
    assert second.waiting_entry.number < third.waiting_entry.number


def test_register_when_full_without_a_waiting_list_is_refused(session):
    session.waiting_list = False
    session.save()
    enter(session)
    with pytest.raises(SessionFull):
        enter(session)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"published": False},
        {"cancelled_at": NOW},
        {"opens_at": NOW + timedelta(minutes=1)},
        {"closes_at": NOW},
        {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1)},
    ],
)
def test_register_is_refused_while_registration_is_closed(session, changes):
    for name, value in changes.items():
        setattr(session, name, value)
    session.save()
    with pytest.raises(RegistrationClosed):
        enter(session)
    assert not Registration.objects.exists()


def test_register_keeps_what_was_typed_in_a_row_of_its_own(session):
    registration = enter(session, remark="A sign language interpreter")
    assert RegistrationRemark.objects.get().text == "A sign language interpreter"
    assert registration.remark.registration_id == registration.pk


def test_database_refuses_a_second_holder_of_one_seat(session):
    taken = enter(session)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(session=session, slot=taken.slot)


def test_database_refuses_a_second_active_registration_of_one_person(session):
    first = RegistrationFactory(session=session)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(session=session, subject=first.subject)


def test_database_refuses_a_seat_number_twice(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(session=session, number=1)


@pytest.mark.parametrize("state", [State.CONFIRMED, State.HELD, State.OFFERED])
def test_database_refuses_a_seated_registration_without_a_seat(session, state):
    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(session=session, state=state, slot=None, confirm_by=NOW)


def test_cancel_frees_the_seat_and_offers_it_to_the_first_in_line(session):
    holder, first, second = enter(session), enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    holder.refresh_from_db(), first.refresh_from_db(), second.refresh_from_db()
    assert holder.state == State.CANCELLED
    assert (first.state, second.state) == (State.OFFERED, State.WAITING)
    assert Offer.objects.get().registration == first
    assert titles()[-1] == "Er is een plaats vrij voor jou"


def test_cancel_again_changes_nothing(session):
    holder, _first, second = enter(session), enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    mails = OutgoingMail.objects.count()
    services.cancel(registration=holder, now=NOW)
    second.refresh_from_db()
    assert second.state == State.WAITING
    assert OutgoingMail.objects.count() == mails


def test_cancel_after_the_session_is_refused(session):
    holder = enter(session)
    with pytest.raises(RegistrationOver):
        services.cancel(registration=holder, now=session.ends_at)


def test_cancelled_person_may_register_again(session):
    holder = enter(session)
    services.cancel(registration=holder, now=NOW)
    again = services.register(session=session, subject_id=holder.subject_id, now=NOW)
    assert again.pk != holder.pk
    assert again.state == State.CONFIRMED


def test_cancelled_seat_never_goes_back_to_who_cancelled_it(session):
    """pretix 1163: the seat of a promoted person who cancels goes on to the next in line."""
    holder, first, second = enter(session), enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    services.accept_offer(registration=first, now=NOW)
    services.cancel(registration=first, now=NOW)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (State.CANCELLED, State.OFFERED)


def test_offered_seat_is_not_free_for_a_newcomer(session):
    holder, first = enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    assert enter(session).state == State.WAITING
    first.refresh_from_db()
    assert first.state == State.OFFERED


def test_accept_offer_takes_the_seat_and_may_be_repeated(session):
    holder, first = enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    services.accept_offer(registration=first, now=NOW)
    mails = OutgoingMail.objects.count()
    services.accept_offer(registration=first, now=NOW)
    first.refresh_from_db()
    assert first.state == State.CONFIRMED
    assert Offer.objects.get().answer == Answer.TAKEN
    assert OutgoingMail.objects.count() == mails


def test_accept_offer_after_its_last_moment_is_refused(session):
    holder, first = enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    with pytest.raises(OfferGone):
        services.accept_offer(registration=first, now=Offer.objects.get().expires_at)


def test_accept_offer_without_an_offer_is_refused(session):
    enter(session)
    with pytest.raises(OfferGone):
        services.accept_offer(registration=enter(session), now=NOW)


def test_decline_offer_passes_the_seat_on(session):
    holder, first, second = enter(session), enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    services.decline_offer(registration=first, now=NOW)
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (State.CANCELLED, State.OFFERED)


def test_decline_offer_cannot_take_a_seat_away(session):
    holder = enter(session)
    with pytest.raises(OfferGone):
        services.decline_offer(registration=holder, now=NOW)


def test_expired_offer_passes_the_seat_on_and_says_so(session):
    holder, first, second = enter(session), enter(session), enter(session)
    services.cancel(registration=holder, now=NOW)
    late = Offer.objects.get().expires_at
    assert services.expire_offers(now=late - timedelta(seconds=1)) == 0
    assert services.expire_offers(now=late) == 1
    assert services.expire_offers(now=late) == 0
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (State.LAPSED, State.OFFERED)
    assert titles()[-2:] == [
        "De plaats is naar iemand anders gegaan",
        "Er is een plaats vrij voor jou",
    ]


def test_offer_never_outlives_the_start_and_none_is_made_after_it(session):
    holder, first = enter(session), enter(session)
    services.cancel(registration=holder, now=session.starts_at - timedelta(hours=1))
    assert Offer.objects.get().expires_at == session.starts_at
    services.expire_offers(now=session.starts_at)
    first.refresh_from_db()
    assert first.state == State.LAPSED
    assert services.offer_next(session=session, now=session.starts_at) == []


def test_resize_offers_new_seats_and_takes_nobody_in_unasked(session):
    """Moodle booking 899: raising the number of seats must not go round the person's own yes."""
    enter(session)
    waiting = enter(session)
    services.resize(session=session, seats=3, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    assert Slot.objects.filter(session=session, holder=None).count() == 1


def test_resize_below_what_is_taken_is_refused_and_changes_nothing(session):
    services.resize(session=session, seats=3, now=NOW)
    enter(session), enter(session)
    with pytest.raises(CapacityTaken):
        services.resize(session=session, seats=1, now=NOW)
    assert session.slots.count() == 3


def test_resize_removes_free_seats_wherever_they_stand(session):
    services.resize(session=session, seats=3, now=NOW)
    first, _second, third = enter(session), enter(session), enter(session)
    services.cancel(registration=first, now=NOW)
    services.resize(session=session, seats=2, now=NOW)
    third.refresh_from_db()
    assert session.slots.count() == 2
    assert third.state == State.CONFIRMED


def test_person_who_is_erased_gets_no_seat_and_no_mail(session):
    with pytest.raises(PersonErased):
        services.register(session=session, subject_id=SubjectFactory().pk, now=NOW)
    assert not Registration.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_registration_that_meets_a_change_is_told_the_new_hour(session):
    """The mail is composed before the lock; a session that changed meanwhile is told as it is now."""
    stale = LiveSession.objects.get(pk=session.pk)
    session.starts_at = datetime(2026, 12, 24, 15, 0, tzinfo=BRUSSELS)
    session.ends_at = session.starts_at + timedelta(hours=1)
    services.save_session(session=session, seats=1, now=NOW)
    services.register(session=stale, subject_id=UserFactory().subject_id, now=NOW)
    assert "24 december 2026" in OutgoingMail.objects.get().text
