from datetime import timedelta

import pytest

from core.clock import now
from credentials.models import Certificate
from learning.enums import CompletedBy, CompletionRule, OpenTo, Order
from learning.errors import (
    EnrolmentClosed,
    LessonLocked,
    NoQuizHere,
    NotEnrolled,
    NotPlayedYet,
)
from learning.models import Enrolment, LessonProgress, ModuleProgress, Played, Reflection
from learning.services import complete_lesson, enrol, reflect, start_quiz
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, play, segment, text
from tests.factories.quizzes import QuizFactory

pytestmark = pytest.mark.django_db

NOON = now()


def enrolled(course, user):
    return enrol(course=course.page, subject_id=user.subject_id, now=NOON)


def answer(attempt, choice, moment=NOON):
    for question in attempt.questions.all():
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=question.position,
            expected_sequence=0,
            response={"choice": choice},
            received_at=moment,
        )
    return submit_attempt(attempt=attempt, now=moment)


def pass_quiz(enrolment, module):
    answer(start_quiz(enrolment=enrolment, module=module, now=NOON), "b")


# --- Enrolling


def test_enrol_twice_gives_one_enrolment(learner):
    course = make_course(version=3)

    first = enrolled(course, learner)
    second = enrolled(course, learner)

    assert first == second
    assert Enrolment.objects.count() == 1
    assert first.course_version == 3


@pytest.mark.parametrize(
    "rule",
    [
        {"open_to": OpenTo.NOBODY},
        {"opens_at": NOON + timedelta(days=1)},
        {"closes_at": NOON - timedelta(days=1)},
    ],
)
def test_enrol_in_a_closed_course_is_refused(learner, rule):
    with pytest.raises(EnrolmentClosed):
        enrolled(make_course(**rule), learner)
    assert not Enrolment.objects.exists()


def test_enrolment_stays_when_the_course_closes(learner):
    course = make_course()
    enrolment = enrolled(course, learner)
    course.page.open_to = OpenTo.NOBODY
    course.page.save()

    assert enrolled(course, learner) == enrolment


# --- Lessons


def test_lesson_completed_twice_keeps_its_first_moment(learner):
    course = make_course()
    enrolment = enrolled(course, learner)
    lesson = course.all_lessons[0]

    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON + timedelta(hours=1))

    progress = LessonProgress.objects.get()
    assert progress.completed_at == NOON
    assert progress.completed_by == CompletedBy.SEEN


def test_lesson_of_another_course_is_refused(learner):
    enrolment = enrolled(make_course(), learner)
    elsewhere = make_course().all_lessons[0]

    with pytest.raises(NotEnrolled):
        complete_lesson(enrolment=enrolment, lesson=elsewhere, now=NOON)
    assert not LessonProgress.objects.exists()


def test_lesson_in_sequence_opens_after_the_one_before(learner):
    course = make_course(order=Order.IN_SEQUENCE)
    enrolment = enrolled(course, learner)
    first, second = course.all_lessons

    with pytest.raises(LessonLocked):
        complete_lesson(enrolment=enrolment, lesson=second, now=NOON)
    complete_lesson(enrolment=enrolment, lesson=first, now=NOON)
    complete_lesson(enrolment=enrolment, lesson=second, now=NOON)

    assert LessonProgress.objects.count() == 2


def test_lesson_that_is_to_be_watched_is_completed_by_watching_or_reading(learner, recording):
    course = make_course(lessons=2, body=[segment(recording), text()])
    for lesson in course.all_lessons:
        lesson.completion_rule = CompletionRule.PLAYED_OR_READ
        lesson.save_revision().publish()
    enrolment = enrolled(course, learner)
    watched, read = course.all_lessons
    # Once the recording is published: before, nobody can watch it.
    today = now()

    with pytest.raises(NotPlayedYet):
        complete_lesson(enrolment=enrolment, lesson=watched, now=today)
    play(enrolment, watched, recording, [(0, 50_000)], moment=today + timedelta(minutes=1))
    assert (
        complete_lesson(enrolment=enrolment, lesson=watched, now=today).completed_by
        == CompletedBy.PLAYED
    )
    Played.objects.all().delete()
    assert (
        complete_lesson(enrolment=enrolment, lesson=read, now=today, read_as_text=True).completed_by
        == CompletedBy.READ
    )


# --- Quizzes and the end of a course


def test_quiz_attempt_belongs_to_the_enrolment(learner):
    course = make_course()
    enrolment = enrolled(course, learner)

    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=NOON)

    assert attempt.occasion == f"enrolment:{enrolment.uuid}"
    assert start_quiz(enrolment=enrolment, module=course.modules[0], now=NOON) == attempt


def test_quiz_of_another_course_or_of_none_is_refused(learner):
    enrolment = enrolled(make_course(), learner)
    without = make_course(quiz=False)

    with pytest.raises(NotEnrolled):
        start_quiz(enrolment=enrolment, module=make_course().modules[0], now=NOON)
    with pytest.raises(NoQuizHere):
        start_quiz(enrolment=enrolled(without, learner), module=without.modules[0], now=NOON)
    assert not Attempt.objects.exists()


def test_quiz_passed_is_kept_and_a_later_failure_takes_nothing_away(learner):
    course = make_course(modules=2)
    enrolment = enrolled(course, learner)
    module = course.modules[0]

    answer(start_quiz(enrolment=enrolment, module=module, now=NOON), "a")
    assert not ModuleProgress.objects.exists()
    pass_quiz(enrolment, module)
    answer(start_quiz(enrolment=enrolment, module=module, now=NOON), "a")

    assert ModuleProgress.objects.get().module == module


def test_course_ends_with_one_certificate_in_the_learners_name(learner):
    course = make_course(modules=2, lessons=1, title="De cursus", version=2)
    enrolment = enrolled(course, learner)
    for lesson in course.all_lessons:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    for module in course.modules:
        assert not Certificate.objects.exists()
        pass_quiz(enrolment, module)

    enrolment.refresh_from_db()
    certificate = Certificate.objects.get()
    assert enrolment.completed_at == NOON
    assert certificate.subject_id == learner.subject_id
    assert certificate.achievement_key == f"course:{course.page.translation_key}"
    assert (certificate.title, certificate.achievement_version) == ("De cursus", 2)
    assert certificate.minutes == 160
    assert certificate.holder.name == "Ann De Wit"


def test_lesson_can_be_the_last_act(learner):
    course = make_course(lessons=1)
    enrolment = enrolled(course, learner)

    pass_quiz(enrolment, course.modules[0])
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)

    assert Certificate.objects.count() == 1


def test_course_without_certificate_ends_without_one(learner):
    course = make_course(lessons=1, quiz=False, certificate=False)
    enrolment = enrolled(course, learner)

    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)

    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOON
    assert not Certificate.objects.exists()


def test_course_of_a_person_who_was_erased_ends_without_a_name_to_certify():
    course = make_course(lessons=1, quiz=False)
    enrolment = EnrolmentFactory(course=course.page, subject=SubjectFactory())

    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())

    enrolment.refresh_from_db()
    assert enrolment.completed_at
    assert not Certificate.objects.exists()


def test_new_lesson_takes_no_completed_course_away(learner):
    course = make_course(lessons=1, quiz=False)
    enrolment = enrolled(course, learner)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)

    from tests.factories.learning import lesson

    complete_lesson(enrolment=enrolment, lesson=lesson(course.modules[0], "Added later"), now=NOON)

    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOON
    assert Certificate.objects.count() == 1


# --- Reflections


def reflected(user, lesson, words, prompt_id="7d1c6c0c-3d2c-4a54-9d7e-111111111111"):
    return reflect(
        subject_id=user.subject_id,
        lesson=lesson,
        prompt_id=prompt_id,
        prompt="What would you say?",
        text=words,
        now=NOON,
    )


def test_reflection_is_one_row_per_question_and_an_empty_text_takes_it_away(learner):
    lesson = make_course().all_lessons[0]

    reflected(learner, lesson, "First thought")
    reflected(learner, lesson, "Second thought")
    assert Reflection.objects.get().text == "Second thought"

    assert reflected(learner, lesson, "  ") is None
    assert not Reflection.objects.exists()


def test_reflections_of_two_people_stand_apart(learner):
    lesson = make_course().all_lessons[0]
    other = UserFactory()

    reflected(learner, lesson, "Mine")
    reflected(other, lesson, "")

    assert Reflection.objects.get().subject_id == learner.subject_id


def test_quiz_of_the_translated_module_counts_for_the_same_enrolment(learner):
    from wagtail.models import Locale

    course = make_course(lessons=1)
    enrolment = enrolled(course, learner)
    french, _ = Locale.objects.get_or_create(language_code="fr")
    for page in (
        course.page.get_site().root_page,
        course.page.get_parent(),
        course.page,
        course.modules[0],
    ):
        page.specific.copy_for_translation(french).save_revision().publish()
    translated = course.modules[0].get_translation(french)
    translated.quiz = QuizFactory()
    translated.save_revision().publish()

    pass_quiz(enrolment, translated)

    assert ModuleProgress.objects.get().module_key == course.modules[0].translation_key


def test_quiz_of_an_enrolment_that_was_merged_away_can_still_be_handed_in(learner):
    course = make_course(lessons=1)
    enrolment = enrolled(course, learner)
    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=NOON)
    enrolment.delete()

    answer(attempt, "b")

    attempt.refresh_from_db()
    assert attempt.passed
    assert not ModuleProgress.objects.exists()
