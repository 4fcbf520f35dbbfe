"""What counts as a change, what a learner is taken to know, and what a renewal asks. No database."""

import uuid
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import now
from learning.enums import RenewalRule
from learning.outline import CourseOutline, LessonOutline, ModuleOutline
from learning.versions import Version, current, known, renewal_steps

A, B, C, D = (uuid.UUID(int=number) for number in range(1, 5))
M, N, EXTRA = (uuid.UUID(int=number) for number in range(11, 14))


def lesson(key):
    return LessonOutline(pk=key.int, key=key, title=f"Lesson {key.int}", url="", minutes=5)


def version(number, *, lessons=(), quizzes=()):
    return Version(number, now(), "nl", {"nl": "x"}, frozenset(lessons), frozenset(quizzes))


def course(*versions, rule=RenewalRule.QUIZZES, quiz_id=7):
    """Module M with lessons A and B and a quiz, N with C and a quiz, and an extra one with D."""
    return CourseOutline(
        pk=1,
        key=uuid.uuid4(),
        title="",
        url="",
        language="nl",
        minutes=60,
        modules=(
            ModuleOutline(11, M, 1, "M", "", (lesson(A), lesson(B)), quiz_id, 8),
            ModuleOutline(12, N, 2, "N", "", (lesson(C),), quiz_id, 8),
            ModuleOutline(13, EXTRA, 3, "Extra", "", (lesson(D),), required=False),
        ),
        versions=versions,
        renewal_rule=rule,
    )


def asked(found, **given):
    given = {"certified": 1, "taken": {}, "ends": False} | given
    return [(step.kind, step.key) for step in renewal_steps(found, **given)]


def test_course_without_changes_is_at_its_first_version():
    assert current(course()) == 1
    assert known(course(), {A: 1}) == 1
    assert asked(course()) == []


def test_who_missed_a_change_is_certified_for_the_version_before_it():
    changed = course(version(2, lessons=[A]), version(3, lessons=[C]))
    assert known(changed, {A: 1, C: 3}) == 1
    assert known(changed, {A: 2, C: 1}) == 2
    assert known(changed, {A: 2, C: 3}) == 3


def test_change_of_the_course_itself_or_of_an_extra_is_missed_by_nobody():
    assert known(course(version(2), version(3, lessons=[D])), {}) == 3


def test_numbers_raised_by_hand_leave_gaps():
    assert known(course(version(4), version(5, lessons=[A])), {}) == 4


def test_renewal_asks_changed_lessons_and_the_quizzes_of_their_modules():
    changed = course(version(2, lessons=[A]), version(3, quizzes=[N]))
    assert asked(changed) == [("lesson", A), ("quiz", M), ("quiz", N)]
    assert asked(changed, certified=2) == [("quiz", N)]
    assert asked(changed, certified=3) == []


def test_renewal_leaves_out_what_was_taken_since():
    changed = course(version(2, lessons=[A]))
    assert asked(changed, taken={A: 2}) == [("quiz", M)]
    assert asked(changed, taken={A: 2, M: 2}) == []


def test_change_outside_what_the_course_asks_needs_no_renewal():
    assert asked(course(version(2, lessons=[D]), version(3))) == []


def test_end_without_change_asks_what_the_rule_says():
    quizzes = [("quiz", M), ("quiz", N)]
    assert asked(course(), ends=True) == quizzes
    assert asked(course(version(2)), ends=True) == quizzes
    everything = course(rule=RenewalRule.EVERYTHING)
    assert asked(everything, ends=True) == [
        ("lesson", A),
        ("lesson", B),
        ("quiz", M),
        ("lesson", C),
        ("quiz", N),
    ]
    assert len(asked(course(quiz_id=None), ends=True)) == 3


def test_end_after_a_change_asks_the_change_alone():
    assert asked(course(version(2, lessons=[C])), ends=True) == [("lesson", C), ("quiz", N)]


keys = st.sampled_from([A, B, C, M, N])
changes = st.lists(st.sets(keys, max_size=3), max_size=5)


def _check_whoever_does_the_renewal_knows_the_newest_version(parts, taken):
    found = course(
        *(
            version(number, lessons=part & {A, B, C}, quizzes=part & {M, N})
            for number, part in enumerate(parts, start=2)
        )
    )
    certified = known(found, taken)
    assert 1 <= certified <= current(found)
    steps = renewal_steps(found, certified=certified, taken=taken, ends=False)
    after = taken | {step.key: current(found) for step in steps}
    assert known(found, after) == current(found)
    assert renewal_steps(found, certified=current(found), taken=after, ends=False) == []
    # One change more never lowers what is known, nor raises it for who has not taken it.
    more = replace(found, versions=(*found.versions, version(current(found) + 1, lessons=[A])))
    assert known(more, after) == current(found)


@settings(max_examples=40)
@given(changes, st.dictionaries(keys, st.integers(1, 6)))
def test_whoever_does_the_renewal_knows_the_newest_version(parts, taken):
    newest = len(parts) + 1
    _check_whoever_does_the_renewal_knows_the_newest_version(
        parts, {key: min(number, newest) for key, number in taken.items()}
    )


@pytest.mark.long
@settings(max_examples=3_000)
@given(changes, st.dictionaries(keys, st.integers(1, 6)))
def test_whoever_does_the_renewal_knows_the_newest_version_at_length(parts, taken):
    newest = len(parts) + 1
    _check_whoever_does_the_renewal_knows_the_newest_version(
        parts, {key: min(number, newest) for key, number in taken.items()}
    )
