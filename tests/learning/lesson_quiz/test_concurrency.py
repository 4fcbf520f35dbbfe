"""Two tabs begin the quiz of a lesson at once: one attempt, and never one beyond the limit."""

import pytest

from core.clock import now
from learning.services import start_lesson_quiz
from quizzes.errors import AttemptsUsedUp
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from tests.at_once import allowed_at_once, at_once
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory

from .quizzed_lessons import put

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]

TABS = 6


def taking(**rules):
    """A learner, and the lesson whose quiz they are about to begin."""
    course = make_course(lessons=1, quiz=False)
    lesson = put(course.all_lessons[0], quiz=QuizFactory(**rules))
    return EnrolmentFactory(subject=UserFactory().subject, course=course.page), lesson


def test_quiz_of_a_lesson_begun_in_several_tabs_at_once_is_begun_once():
    enrolment, lesson = taking()

    def begin():
        return start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=now()).pk

    begun = at_once(*[begin] * TABS)

    [attempt] = Attempt.objects.all()
    assert begun == [attempt.pk] * TABS
    assert (attempt.is_open, attempt.number) == (True, 1)


def test_tabs_that_begin_and_hand_in_at_once_stay_within_the_limit():
    enrolment, lesson = taking(attempts_allowed=2)

    def begin_and_hand_in():
        attempt = start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=now())
        return submit_attempt(attempt=attempt, now=now()).pk

    # However many share the first one, the third time nothing is left.
    for _ in range(3):
        given = allowed_at_once(*[begin_and_hand_in] * TABS)

    assert sorted(Attempt.objects.values_list("number", flat=True)) == [1, 2]
    assert not Attempt.objects.open().exists()
    assert {type(each) for each in given} == {AttemptsUsedUp}
