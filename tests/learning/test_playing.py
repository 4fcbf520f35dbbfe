"""What a player reports, and how much of it is believed."""

from datetime import timedelta

import pytest

from learning import intervals
from learning.errors import TooManyStretches
from learning.forms import read_progress
from learning.models import Played
from learning.playing_limits import most_stretches
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


def sprinkled(enrolment, lesson, recording):
    """What a hand-made client may send: ever more moments of a millisecond, each apart from the others."""
    for number in range(10):
        start = number * 400
        row = played(
            enrolment,
            lesson,
            recording,
            [(moment, moment + 1) for moment in range(start, start + 400, 2)],
            number * 15,
        )
    return row


def test_played_is_kept_in_no_more_stretches_than_its_recording_needs(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)

    row = sprinkled(enrolment, course.all_lessons[0], recording)

    assert len(row.intervals) == most_stretches(recording.duration_ms) == 200
    row.refresh_from_db()
    assert len(row.intervals) == 200


def test_played_from_beginning_to_end_is_kept_whole_whatever_was_sent_before(learner, recording):
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]
    sprinkled(enrolment, lesson, recording)

    for number in range(40):
        start = number * 15_000
        row = played(enrolment, lesson, recording, [(start, start + 15_000)], 150 + number * 15)

    assert row.intervals == [(0, 600_000)]


def test_played_in_jumps_of_ten_seconds_through_an_hour_is_kept_whole(learner, recording):
    recording.duration_ms = 3_600_000
    recording.save()
    course = make_course(body=[segment(recording)])
    enrolment = enrolled(course, learner)
    jumps = [(start, start + 2_000) for start in range(0, 3_600_000, 10_000)]

    for number in range(0, 360, 5):
        row = played(
            enrolment, course.all_lessons[0], recording, jumps[number : number + 5], number * 2 + 10
        )

    assert row.intervals == jumps


def test_report_of_more_stretches_than_are_taken_at_once_is_refused_for_that():
    assert len(read_progress({"intervals": [[0, 1]] * 200})[0]) == 200
    with pytest.raises(TooManyStretches):
        read_progress({"intervals": [[0, 1]] * 201})
