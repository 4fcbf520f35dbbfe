from dataclasses import replace
from uuid import uuid4

import pytest

from learning.completion import (
    DONE,
    LESSON,
    NOT_STARTED,
    QUIZ,
    UNDER_WAY,
    Done,
    is_complete,
    is_open,
    lesson_completed_by,
    module_state,
    module_steps,
    next_step,
    step_after,
    still_to_do,
)
from learning.enums import CompletedBy, CompletionRule, Order
from learning.outline import CourseOutline, LessonOutline, ModuleOutline, Segment


def outline(*, modules=2, lessons=2, quiz=True, order=Order.FREE):
    return CourseOutline(
        pk=1,
        key=uuid4(),
        title="Course",
        url="/leren/course/",
        language="nl",
        minutes=160,
        order=order,
        modules=tuple(
            ModuleOutline(
                pk=number,
                key=uuid4(),
                number=number,
                title=f"Module {number}",
                url=f"/leren/course/{number}/",
                quiz_id=number if quiz else None,
                quiz_minutes=8,
                lessons=tuple(
                    LessonOutline(
                        pk=10 * number + place,
                        key=uuid4(),
                        title=f"Lesson {number}.{place}",
                        url=f"/leren/course/{number}/{place}/",
                        minutes=5,
                    )
                    for place in range(1, lessons + 1)
                ),
            )
            for number in range(1, modules + 1)
        ),
    )


def done(*lessons, quizzes=()):
    return Done(frozenset(lesson.key for lesson in lessons), frozenset(m.key for m in quizzes))


def test_course_is_complete_with_every_lesson_and_every_quiz():
    course = outline()

    assert is_complete(course, done(*course.lessons, quizzes=course.modules))


def test_course_is_not_complete_without_one_quiz_or_one_lesson():
    course = outline()

    assert not is_complete(course, done(*course.lessons, quizzes=course.modules[:1]))
    assert not is_complete(course, done(*course.lessons[1:], quizzes=course.modules))


def test_course_that_asks_for_nothing_is_never_complete():
    assert not is_complete(outline(modules=0), Done())


def test_module_without_quiz_is_done_with_its_lessons():
    course = outline(modules=1, quiz=False)

    assert is_complete(course, done(*course.lessons))


def test_module_state_says_how_far():
    module = outline(modules=1).modules[0]

    assert module_state(module, Done()) == NOT_STARTED
    assert module_state(module, done(module.lessons[0])) == UNDER_WAY
    assert module_state(module, done(*module.lessons, quizzes=[module])) == DONE


@pytest.mark.parametrize(("order", "number"), [(Order.FREE, 2), (Order.IN_SEQUENCE, 1)])
def test_quiz_that_is_offline_is_gone_round_where_the_order_is_free(order, number):
    course = outline(lessons=1, order=order)
    offline = replace(course.modules[0], quiz_is_published=False)
    course = replace(course, modules=(offline, *course.modules[1:]))
    here = module_steps(offline)[0]
    behind = done(*offline.lessons)

    assert next_step(course, behind).module.number == number
    assert still_to_do(course, behind).next.module.number == number
    assert step_after(course, here).module.number == number


@pytest.mark.parametrize(("order", "nth"), [(Order.FREE, 1), (Order.IN_SEQUENCE, 0)])
def test_live_session_to_be_attended_comes_last_where_the_order_is_free(order, nth):
    """On its day it is done by itself; until then there is other work."""
    course = outline(modules=1, lessons=2, quiz=False, order=order)
    [module] = course.modules
    first, second = module.lessons
    attended = replace(first, rule=CompletionRule.ATTENDED)
    course = replace(course, modules=(replace(module, lessons=(attended, second)),))

    assert next_step(course, Done()).key == module.lessons[nth].key
    assert still_to_do(course, Done()).next.key == module.lessons[nth].key
    assert next_step(course, done(second)).key == first.key


def test_quiz_that_is_offline_is_next_when_nothing_else_is_left():
    course = outline(modules=1, lessons=1)
    course = replace(course, modules=(replace(course.modules[0], quiz_is_published=False),))

    assert next_step(course, done(*course.lessons)).kind == QUIZ


def test_next_step_is_the_first_that_is_left():
    course = outline(modules=1)
    module = course.modules[0]

    assert next_step(course, Done()).key == module.lessons[0].key
    assert next_step(course, done(*module.lessons)).kind == QUIZ
    assert next_step(course, done(*module.lessons, quizzes=[module])) is None


def test_still_to_do_counts_lessons_names_quizzes_and_adds_minutes():
    course = outline(modules=2, lessons=2)
    left = still_to_do(course, done(course.lessons[0], quizzes=course.modules[:1]))

    assert left.lessons == 3
    assert left.quizzes == ("Module 2",)
    assert left.minutes == 3 * 5 + 8


def test_in_any_order_everything_is_open():
    course = outline()

    assert is_open(course, LESSON, course.lessons[-1].key, Done())


def test_in_sequence_a_step_opens_after_all_before_it():
    course = outline(order=Order.IN_SEQUENCE)
    first, second = course.modules[0].lessons

    assert is_open(course, LESSON, first.key, Done())
    assert not is_open(course, LESSON, second.key, Done())
    assert is_open(course, LESSON, second.key, done(first))
    assert not is_open(course, QUIZ, course.modules[0].key, done(first))
    assert not is_open(course, LESSON, course.modules[1].lessons[0].key, done(first, second))


SEGMENTS = (Segment(1, 0, 60_000), Segment(1, 100_000, 140_000))


@pytest.mark.parametrize(
    ("rule", "segments", "played", "read", "by"),
    [
        (CompletionRule.SEEN, SEGMENTS, {}, False, CompletedBy.SEEN),
        (CompletionRule.PLAYED_OR_READ, (), {}, False, CompletedBy.SEEN),
        (CompletionRule.PLAYED_OR_READ, SEGMENTS, {}, False, None),
        (CompletionRule.PLAYED_OR_READ, SEGMENTS, {}, True, CompletedBy.READ),
        (CompletionRule.PLAYED_OR_READ, SEGMENTS, {1: [(0, 59_000)]}, False, None),
        (CompletionRule.PLAYED_OR_READ, SEGMENTS, {1: [(60_000, 100_000)]}, False, None),
        (
            CompletionRule.PLAYED_OR_READ,
            SEGMENTS,
            {1: [(0, 50_000), (90_000, 130_000)]},
            False,
            CompletedBy.PLAYED,
        ),
    ],
)
def test_lesson_is_completed_by(rule, segments, played, read, by):
    assert (
        lesson_completed_by(rule, segments=segments, share=80, played=played, read_as_text=read)
        == by
    )
