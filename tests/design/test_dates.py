"""Dates and durations in the reader's language, always in Brussels' time."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from design import dates

# 19.30 in Brussels in winter.
EVENING = datetime(2024, 2, 13, 18, 30, tzinfo=UTC)
LATER = datetime(2024, 2, 13, 20, 5, tzinfo=UTC)
AFTER_MIDNIGHT = datetime(2024, 2, 13, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "dinsdag 13 februari 2024"),
        ("fr", "mardi 13 février 2024"),
        ("en", "Tuesday 13 February 2024"),
    ],
)
def test_weekday_is_written_in_the_language(language, words):
    with translation.override(language):
        assert dates.weekday(EVENING) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "19.30 uur"), ("fr", "19\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}30"), ("en", "19:30")],
)
def test_clock_is_local_and_written_in_the_language(language, words):
    with translation.override(language):
        assert dates.clock(EVENING) == words


def test_clock_follows_summer_time():
    with translation.override("nl"):
        assert dates.clock(datetime(2024, 8, 26, 11, 0, tzinfo=UTC)) == "13.00 uur"


def test_day_after_midnight_is_the_local_one():
    with translation.override("nl"):
        assert dates.day(AFTER_MIDNIGHT) == "14 februari 2024"


def test_date_without_a_time_needs_no_zone():
    with translation.override("nl"):
        assert dates.day(date(2026, 1, 1)) == "1 januari 2026"


def test_hours_of_one_day_name_the_day_once():
    with translation.override("en"):
        assert (
            dates.weekday_between(EVENING, LATER) == "Tuesday 13 February 2024, from 19:30 to 21:05"
        )


def test_hours_over_midnight_name_both_days():
    with translation.override("en"):
        assert dates.weekday_between(EVENING, AFTER_MIDNIGHT) == (
            "from Tuesday 13 February 2024 at 19:30 to Wednesday 14 February 2024 at 0:30"
        )


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (40, "40 minutes"),
        (60, "1 hour"),
        (61, "1 hour and 1 minute"),
        (165, "2 hours and 45 minutes"),
    ],
)
def test_minutes_are_said_in_hours_and_minutes(total, words):
    with translation.override("en"):
        assert dates.minutes_in_words(total) == words
