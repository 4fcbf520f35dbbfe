"""The demonstration's live sessions: what the report says and no more."""

from datetime import datetime

import pytest

from core.clock import BRUSSELS
from demo.live import load_sessions
from webinar.live.models import LiveSession, Registration

pytestmark = pytest.mark.django_db

# Nine days later the clocks go back.
NOW = datetime(2026, 10, 20, 23, 30, tzinfo=BRUSSELS)


def test_sessions_to_come_stand_at_seven_in_the_evening_with_thirty_free_seats():
    load_sessions(NOW)
    coming = LiveSession.objects.upcoming(NOW).with_seats()
    starts = [session.starts_at.astimezone(BRUSSELS) for session in coming]
    assert [(start.day, start.month, start.hour) for start in starts] == [
        (29, 10, 19),
        (12, 11, 19),
        (3, 12, 19),
    ]
    assert {(session.seats, session.seats_taken) for session in coming} == {(30, 0)}
    assert all(session.takes_registrations(NOW) and not session.speakers for session in coming)


def test_past_meetings_have_a_day_without_an_hour():
    load_sessions(NOW)
    webinar, evening = LiveSession.objects.past(NOW)
    assert (webinar.participants_known, webinar.recording_awaited) == (30, True)
    assert webinar.recording is None
    assert (evening.place, evening.participants_known) == ("Stadhuis Genk", None)
    assert not webinar.time_known and not evening.time_known
    assert [
        session.starts_at.astimezone(BRUSSELS).date().isoformat() for session in (webinar, evening)
    ] == [
        "2024-08-26",
        "2024-02-13",
    ]


def test_loading_again_leaves_what_a_coordinator_changed():
    load_sessions(NOW)
    session = LiveSession.objects.upcoming(NOW).first()
    session.title = "Changed by hand"
    session.save()
    load_sessions(NOW)
    session.refresh_from_db()
    assert session.title == "Changed by hand"
    assert LiveSession.objects.count() == 5
    assert not Registration.objects.exists()
