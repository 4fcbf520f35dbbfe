"""What a player reports, and how much of it is believed."""

from datetime import timedelta

import pytest

from learning import intervals
from learning.models import Played
from tests.factories.learning import make_course, play, segment

from .test_services import NOON, enrolled

pytestmark = pytest.mark.django_db


def played(enrolment, lesson, recording, stretches, seconds, position=0):
    moment = NOON + timedelta(seconds=seconds)
    return play(enrolment, lesson, recording, stretches, position=position, moment=moment)


def test_played_stretches_are_joined_and_a_repeated_report_changes_nothing(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    played(enrolment, lesson, recording, [(0, 10_000)], 15, 10_000)
    played(enrolment, lesson, recording, [(10_000, 20_000)], 30, 20_000)
    row = played(enrolment, lesson, recording, [(10_000, 20_000)], 30, 20_000)

    assert row.intervals == [(0, 20_000)]
    assert row.position_ms == 20_000
    assert Played.objects.count() == 1


def test_played_faster_than_the_clock_is_not_believed(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    row = played(enrolment, lesson, recording, [(0, 600_000)], 10)

    # Ten seconds at twice the speed, and five for a late report.
    assert row.intervals == [(0, 25_000)]


def test_played_stays_within_the_recording(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)

    row = played(enrolment, course.all_lessons[0], recording, [(590_000, 900_000)], 60, 10_000_000)

    assert row.intervals == [(590_000, 600_000)]
    assert row.position_ms == 600_000


def test_played_reported_in_the_wrong_order_gives_no_time_twice(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    played(enrolment, lesson, recording, [(0, 20_000)], 60)
    row = played(enrolment, lesson, recording, [(20_000, 400_000)], 30)

    assert row.intervals == [(0, 20_000)]


def test_played_in_many_short_reports_is_believed_no_more_than_in_one(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)

    for number in range(50):
        row = played(
            enrolment,
            course.all_lessons[0],
            recording,
            [(number * 5_000, (number + 1) * 5_000)],
            10 + number / 10,
        )

    # Fifteen seconds at twice the speed, and five in all for a late report.
    assert intervals.length(row.intervals) == 2 * 14_900 + 5_000


def test_played_without_a_line_for_an_hour_is_believed_message_by_message(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    played(enrolment, lesson, recording, [], 3_600, 0)
    played(enrolment, lesson, recording, [(0, 300_000)], 3_600.5)
    row = played(enrolment, lesson, recording, [(300_000, 600_000)], 3_601)

    assert row.intervals == [(0, 600_000)]


def test_played_time_let_pass_while_the_player_reports_is_not_saved_up(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    played(enrolment, lesson, recording, [], 3_600, 0)
    row = played(enrolment, lesson, recording, [(0, 600_000)], 3_630)

    assert row.intervals == [(0, 65_000)]
