"""What is held about a person: exported, erased, and merged when a guest becomes an account."""

from datetime import timedelta

import pytest

from accounts import merging
from core import personal_data
from core.clock import now
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import AttendanceFactory, LiveSessionFactory
from tests.factories.recordings import RecordingFactory
from webinar.live import services
from webinar.live.enums import State
from webinar.live.models import Attendance, Registration, RegistrationRemark
from webinar.recordings.access import may_see
from webinar.recordings.enums import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1)


def enter(session, subject_id, **fields):
    return services.register(session=session, subject_id=subject_id, now=now(), **fields)


def holding(key):
    return next(found for found in personal_data.holdings() if found.key == key)


def test_export_gives_registrations_with_what_was_typed_and_attendance(session):
    person = UserFactory().subject_id
    enter(session, person, remark="A ramp")
    AttendanceFactory(session=session, subject_id=person, minutes=50)
    [registration] = holding("live.registrations").export(person)
    assert (registration["session"], registration["remark"]) == (session.title, "A ramp")
    [attendance] = holding("live.attendance").export(person)
    assert attendance["minutes"] == 50
    assert holding("live.registrations").export(UserFactory().subject_id) == []


def test_erasing_deletes_what_was_typed_and_gives_the_seat_to_the_next(session):
    person, other = UserFactory().subject_id, UserFactory().subject_id
    enter(session, person, remark="A ramp")
    waiting = enter(session, other)
    OutgoingMail.objects.all().delete()
    holding("live.registrations").erase(person)
    waiting.refresh_from_db()
    assert not RegistrationRemark.objects.exists()
    assert Registration.objects.get(subject_id=person).state == State.CANCELLED
    assert waiting.state == State.OFFERED
    assert not OutgoingMail.objects.filter(subject_id=person).exists()


def test_erasing_keeps_the_facts_of_sessions_that_are_over(session):
    person = UserFactory().subject_id
    enter(session, person)
    session.starts_at = now() - timedelta(days=2)
    session.ends_at = session.starts_at + timedelta(hours=1)
    session.save()
    AttendanceFactory(session=session, subject_id=person)
    holding("live.registrations").erase(person)
    holding("live.attendance").erase(person)
    assert Registration.objects.get().state == State.CONFIRMED
    assert Attendance.objects.count() == 1


def merge(kept, gone):
    for function in merging.merges():
        if function.__module__.startswith("webinar.live"):
            function(kept, gone)


def test_merging_hands_the_guests_registrations_over(session):
    guest, user = GuestFactory().subject_id, UserFactory().subject_id
    registration = enter(session, guest)
    merge(user, guest)
    registration.refresh_from_db()
    assert (registration.subject_id, registration.state) == (user, State.CONFIRMED)


def test_merging_keeps_the_better_of_two_places_and_offers_the_other_on():
    session = LiveSessionFactory(seats=1)
    guest, user, other = GuestFactory().subject_id, UserFactory().subject_id, UserFactory()
    seat = enter(session, guest)
    line = enter(session, user)
    enter(session, other.subject_id)
    merge(user, guest)
    seat.refresh_from_db(), line.refresh_from_db()
    assert (seat.subject_id, seat.state) == (user, State.CONFIRMED)
    assert (line.subject_id, line.state) == (user, State.CANCELLED)
    assert not Registration.objects.filter(subject_id=guest).exists()


def test_merging_two_seats_gives_one_to_the_next_in_line():
    session = LiveSessionFactory(seats=2)
    guest, user = GuestFactory().subject_id, UserFactory().subject_id
    enter(session, guest), enter(session, user)
    waiting = enter(session, UserFactory().subject_id)
    merge(user, guest)
    waiting.refresh_from_db()
    assert waiting.state == State.OFFERED
    assert Registration.objects.active().filter(subject_id=user).count() == 1


def held(session, email="ann@example.org"):
    """A guest who has not proven the address yet."""
    services.register_guest(session=session, name="Ann", email=email, language="nl", now=now())
    return Registration.objects.get(subject__guest__email=email)


def after_the_hold():
    services.release_holds(now=now() + timedelta(hours=3))


def test_merging_keeps_a_held_seat_for_who_stood_in_line_with_a_proven_address(session):
    user = UserFactory()
    seat = held(session)
    line = enter(session, user.subject_id)
    OutgoingMail.objects.all().delete()

    merge(user.subject_id, seat.subject_id)
    after_the_hold()

    seat.refresh_from_db(), line.refresh_from_db()
    assert (seat.subject_id, seat.state) == (user.subject_id, State.CONFIRMED)
    assert line.state == State.CANCELLED
    assert [mail.to for mail in OutgoingMail.objects.all()] == [user.email]


def test_merging_two_places_in_line_keeps_the_first_and_it_does_not_lapse(session):
    user = UserFactory()
    enter(session, UserFactory().subject_id)
    first = held(session)
    second = enter(session, user.subject_id)

    merge(user.subject_id, first.subject_id)
    after_the_hold()

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.subject_id, first.state) == (user.subject_id, State.WAITING)
    assert second.state == State.CANCELLED


def test_merging_does_not_move_a_proven_place_in_line_to_the_end(session):
    user = UserFactory()
    enter(session, UserFactory().subject_id)
    first = enter(session, user.subject_id)
    second = held(session)

    merge(user.subject_id, second.subject_id)
    after_the_hold()

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.state, second.state) == (State.WAITING, State.CANCELLED)


def test_merging_leaves_the_proven_place_in_a_session_that_was_called_off(session):
    user = UserFactory()
    seat = held(session)
    line = enter(session, user.subject_id)
    services.cancel_session(session=session, now=now())

    merge(user.subject_id, seat.subject_id)

    seat.refresh_from_db(), line.refresh_from_db()
    assert (seat.state, line.state) == (State.CANCELLED, State.WAITING)


def test_merging_keeps_one_attendance_per_session(session):
    guest, user = GuestFactory().subject_id, UserFactory().subject_id
    AttendanceFactory(session=session, subject_id=guest, minutes=20)
    AttendanceFactory(session=session, subject_id=user, minutes=50)
    elsewhere = AttendanceFactory(subject_id=guest)
    merge(user, guest)
    assert Attendance.objects.get(session=session).minutes == 50
    elsewhere.refresh_from_db()
    assert elsewhere.subject_id == user


def test_merging_again_changes_nothing(session):
    guest, user = GuestFactory().subject_id, UserFactory().subject_id
    enter(session, guest)
    merge(user, guest)
    before = list(Registration.objects.values())
    merge(user, guest)
    assert list(Registration.objects.values()) == before


def test_recording_for_registrants_is_seen_by_who_had_a_seat(session):
    recording = RecordingFactory(audience=Audience.REGISTRANTS)
    session.recording = recording
    session.save()
    seated, waiting = UserFactory().subject_id, UserFactory().subject_id
    enter(session, seated), enter(session, waiting)
    assert may_see(recording, seated, now())
    assert not may_see(recording, waiting, now())
    assert not may_see(recording, UserFactory().subject_id, now())
    assert not may_see(recording, None, now())


def test_withdrawn_recording_is_seen_by_nobody_with_a_seat(session):
    recording = RecordingFactory(audience=Audience.REGISTRANTS, published_at=None)
    session.recording = recording
    session.save()
    seated = UserFactory().subject_id
    enter(session, seated)
    assert not may_see(recording, seated, now())
