from datetime import datetime

import pytest
from django.utils import translation

from core.clock import BRUSSELS
from credentials import wording


@pytest.mark.parametrize(
    ("minutes", "words"), [(45, "45 minutes"), (60, "1 hour"), (240, "4 hours")]
)
def test_duration_in_words(minutes, words):
    with translation.override("en"):
        assert wording.duration(minutes) == words


def test_duration_of_hours_and_minutes():
    with translation.override("en"):
        assert wording.duration(210) == "3 h 30 min"


def test_day_is_the_day_in_brussels():
    late = datetime(2027, 3, 1, 23, 30, tzinfo=BRUSSELS)
    with translation.override("nl"):
        assert wording.day(late) == "1 maart 2027"
