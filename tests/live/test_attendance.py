"""Who was there: a fact, its outcome and its certificate."""

from datetime import datetime, timedelta

import pytest

from core.clock import BRUSSELS
from credentials.models import Certificate
from tests.factories.accounts import GuestFactory, SubjectFactory, UserFactory
from tests.factories.live import LiveSessionFactory
from webinar.live import outcomes, services
from webinar.live.errors import NotYetStarted
from webinar.live.models import Attendance

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 20, 0, tzinfo=BRUSSELS)


@pytest.fixture
def session():
    return LiveSessionFactory(starts_at=NOW - timedelta(hours=1), certificate_minutes=60)


@pytest.fixture
def heard():
    """What the port told, of this test only."""
    told = []
    outcomes.register(told.append)
    yield told
    outcomes._listeners.remove(told.append)


def attend(session, subject_id, minutes=55):
    return services.record_attendance(
        session=session, subject_id=subject_id, minutes=minutes, now=NOW
    )


def test_attendance_is_written_once_and_told_once(session, heard):
    subject_id = UserFactory().subject_id
    first = attend(session, subject_id)
    again = attend(session, subject_id, minutes=10)
    assert again == first
    assert Attendance.objects.get().minutes == 55
    assert heard == [
        outcomes.Outcome(session_id=session.pk, subject_id=subject_id, minutes=55, at=NOW)
    ]


def test_attendance_earns_one_certificate(session):
    user = UserFactory(name="Lotte Claes")
    attend(session, user.subject_id)
    attend(session, user.subject_id)
    certificate = Certificate.objects.get()
    assert certificate.subject_id == user.subject_id
    assert (certificate.title, certificate.minutes) == (session.title, 60)
    assert certificate.holder.name == "Lotte Claes"


def test_guest_earns_the_certificate_too(session):
    guest = GuestFactory(name="An Peeters")
    attend(session, guest.subject_id)
    assert Certificate.objects.get().holder.name == "An Peeters"


def test_session_without_minutes_earns_no_certificate(session):
    session.certificate_minutes = None
    attend(session, UserFactory().subject_id)
    assert not Certificate.objects.exists()


def test_erased_person_gets_no_certificate(session):
    attend(session, SubjectFactory().pk)
    assert Attendance.objects.count() == 1
    assert not Certificate.objects.exists()


def test_listener_that_fails_undoes_the_attendance(session):
    def fails(outcome):
        raise LookupError

    outcomes.register(fails)
    try:
        with pytest.raises(LookupError):
            attend(session, UserFactory().subject_id)
    finally:
        outcomes._listeners.remove(fails)
    assert not Attendance.objects.exists()
    assert not Certificate.objects.exists()


def test_attendance_before_the_start_is_refused(session):
    session.starts_at = NOW + timedelta(minutes=1)
    with pytest.raises(NotYetStarted):
        attend(session, UserFactory().subject_id)
