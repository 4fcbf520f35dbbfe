"""A regrade in a course: a gained pass completes and certifies, a pass taken back opens it again."""

import pytest
from wagtail.models import Locale

from core.clock import now
from credentials.models import Certificate
from learning.models import ModuleProgress
from learning.services import complete_lesson, start_quiz
from quizzes.enums import Decision
from quizzes.models import RegradedAttempt
from quizzes.services import decide, save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.quizzes.test_regrading import c_is_right, regrade

pytestmark = pytest.mark.django_db


def take(enrolment, course, *choices, module=None):
    attempt = start_quiz(enrolment=enrolment, module=module or course.modules[0], now=now())
    for position, choice in enumerate(choices, start=1):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=position,
            expected_sequence=0,
            response={"choice": choice},
            received_at=now(),
        )
    return submit_attempt(attempt=attempt, now=now())


@pytest.fixture
def course():
    return make_course(lessons=1)


@pytest.fixture
def enrolment(course):
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    return enrolment


def lose_and_take_back():
    decide(
        regraded=RegradedAttempt.objects.undecided().get(),
        decision=Decision.TAKE_BACK,
        by_id=SubjectFactory().pk,
        now=now(),
    )


def test_gained_pass_brings_completion_and_certificate(course, enrolment):
    take(enrolment, course, "c", "b")
    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    regrade(c_is_right(course.modules[0].quiz))
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.in_force().count() == 1


def test_pass_taken_back_opens_the_course_and_revokes(course, enrolment):
    take(enrolment, course, "b", "b")
    regrade(c_is_right(course.modules[0].quiz))
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.in_force().count() == 1
    lose_and_take_back()
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, enrolment.quizzes_done) == (None, [])
    assert Certificate.objects.in_force().count() == 0
    assert Certificate.objects.get().revocation_reason == "not_earned"


def test_who_passes_afterwards_gets_a_new_certificate(course, enrolment):
    take(enrolment, course, "b", "b")
    regrade(c_is_right(course.modules[0].quiz))
    lose_and_take_back()
    take(enrolment, course, "c", "b")
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.in_force().get().edition == 2


def test_another_pass_keeps_what_was_earned(course, enrolment):
    take(enrolment, course, "b", "b")
    version = c_is_right(course.modules[0].quiz)
    other = take(enrolment, course, "c", "b")
    regrade(version)
    lose_and_take_back()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert ModuleProgress.objects.get().attempt_id == other.pk
    assert Certificate.objects.in_force().count() == 1


def test_pass_of_an_optional_module_taken_back_leaves_the_course_completed():
    course = make_course(modules=2, lessons=0)
    optional = course.modules[1]
    optional.required = False
    optional.save_revision().publish()
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    take(enrolment, course, "b", "b", module=optional)
    take(enrolment, course, "b", "b")
    regrade(c_is_right(optional.quiz))
    lose_and_take_back()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert enrolment.quizzes_done == [str(course.modules[0].translation_key)]
    assert Certificate.objects.in_force().count() == 1


def test_pass_of_the_module_in_another_language_keeps_what_was_earned(course, enrolment):
    french, _created = Locale.objects.get_or_create(language_code="fr")
    module = course.modules[0]
    translated = module.copy_for_translation(french, copy_parents=True)
    translated.quiz = QuizFactory()
    translated.save_revision().publish()
    take(enrolment, course, "b", "b")
    other = take(enrolment, course, "b", "b", module=translated)
    regrade(c_is_right(module.quiz))
    lose_and_take_back()
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert ModuleProgress.objects.get().attempt_id == other.pk
    assert Certificate.objects.in_force().count() == 1
