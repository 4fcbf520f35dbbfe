"""The hour in people's calendars, in winter and in summer, and what a calendar may not say."""

from datetime import date, datetime, timedelta

import pytest
from icalendar import Calendar

from core.clock import BRUSSELS
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live.calendar_file import calendar_file
from webinar.live.enums import Mode

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=BRUSSELS)


def event_of(session, **options):
    registration = RegistrationFactory(session=session)
    content = calendar_file(session=session, registration=registration, now=NOW, **options)
    calendar = Calendar.from_ical(content)
    return calendar, calendar.walk("VEVENT")[0], content.decode()


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (datetime(2026, 12, 3, 19, 0, tzinfo=BRUSSELS), 18),
        (datetime(2027, 6, 3, 19, 0, tzinfo=BRUSSELS), 17),
        (datetime(2027, 3, 28, 19, 0, tzinfo=BRUSSELS), 17),
        (datetime(2027, 10, 31, 19, 0, tzinfo=BRUSSELS), 18),
    ],
)
def test_hour_is_brussels_hour(day, utc_hour):
    _, event, text = event_of(LiveSessionFactory(starts_at=day))
    assert event.decoded("dtstart").astimezone(BRUSSELS) == day
    assert event.decoded("dtstart").utctimetuple().tm_hour == utc_hour
    assert f"DTSTART;TZID=Europe/Brussels:{day:%Y%m%d}T190000" in text
    assert f"DTEND;TZID=Europe/Brussels:{day:%Y%m%d}T200000" in text


@pytest.mark.parametrize("year", [2026, 2031, 2040])
def test_own_time_zone_agrees_with_the_time_zone_database(year):
    """A calendar that knows no zones by name reads the rules in the file itself."""
    calendar, _, _ = event_of(LiveSessionFactory())
    zone = calendar.walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
    noons = [
        datetime(year, 1, 1, 12, tzinfo=BRUSSELS) + timedelta(days=number) for number in range(365)
    ]
    assert [noon.replace(tzinfo=zone).utcoffset() for noon in noons] == [
        noon.utcoffset() for noon in noons
    ]


def test_event_keeps_its_id_and_counts_its_changes():
    session = LiveSessionFactory()
    registration = RegistrationFactory(session=session)
    first = Calendar.from_ical(
        calendar_file(session=session, registration=registration, now=NOW)
    ).walk("VEVENT")[0]
    session.calendar_sequence = 3
    later = Calendar.from_ical(
        calendar_file(session=session, registration=registration, now=NOW)
    ).walk("VEVENT")[0]
    assert first["uid"] == later["uid"]
    assert (first["sequence"], later["sequence"]) == (0, 3)


def test_cancelled_event_comes_after_what_was_said_before():
    calendar, event, _ = event_of(LiveSessionFactory(calendar_sequence=2), cancelled=True)
    assert calendar["method"] == "CANCEL"
    assert (event["status"], event["sequence"]) == ("CANCELLED", 3)


def test_day_without_a_known_hour_is_a_whole_day():
    _, event, _ = event_of(
        LiveSessionFactory(starts_at=datetime(2027, 2, 13, tzinfo=BRUSSELS), time_known=False)
    )
    assert event.decoded("dtstart") == date(2027, 2, 13)
    assert "dtend" not in event


@pytest.mark.parametrize("mode", [Mode.ONLINE, Mode.ON_SITE])
def test_nothing_says_what_it_is_about(mode):
    session = LiveSessionFactory(
        slug="geweld",
        title="Signalen van geweld",
        summary="Over geweld thuis",
        mode=mode,
        place="Veilig Huis",
        join_url="https://meeting.example.org/geweld",
    )
    _, _, text = event_of(session)
    for word in ("geweld", "Signalen", "Veilig Huis", "webinar/"):
        assert word not in text.replace("\r\n ", "")


def test_sender_with_a_name_is_an_address_in_the_file(settings):
    settings.DEFAULT_FROM_EMAIL = "Hoe gaat het met u? <no-reply@example.org>"
    _, event, _ = event_of(LiveSessionFactory())
    assert event["organizer"] == "mailto:no-reply@example.org"
