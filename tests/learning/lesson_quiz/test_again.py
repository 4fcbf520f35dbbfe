"""A quiz in a lesson over time: the lesson changes, the certificate is renewed, a pass is taken back."""

from datetime import timedelta

import pytest

from credentials.models import Certificate
from learning.errors import NotPassedYet
from learning.models import LessonProgress
from learning.services import complete_lesson, note_change, start_lesson_quiz, start_renewal
from quizzes.errors import AttemptsUsedUp
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.learning.pages import words
from tests.learning.test_merging import become_one
from tests.learning.test_regraded import lose_and_take_back
from tests.learning.test_services import NOON, answer
from tests.quizzes.test_regrading import c_is_right, regrade

from .quizzed_lessons import put

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


@pytest.fixture
def course():
    course = make_course(lessons=1, quiz=False)
    course.lessons[0][0] = put(course.all_lessons[0], quiz=QuizFactory(types=["single_choice"]))
    return course


@pytest.fixture
def lesson(course):
    return course.all_lessons[0]


@pytest.fixture
def enrolment(course, client):
    user = UserFactory(name="Ann De Wit")
    client.force_login(user)
    return EnrolmentFactory(subject=user.subject, course=course.page, enrolled_at=NOON)


def take(enrolment, lesson, choice, moment=NOON):
    enrolment.refresh_from_db()
    attempt = start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=moment)
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response={"choice": choice},
        received_at=moment,
    )
    return submit_attempt(attempt=attempt, now=moment)


def change(course, lesson, moment):
    note_change(
        course=course.page,
        sentence="De toets vraagt nu ook naar 1712.",
        lessons=[lesson.translation_key],
        quizzes=[],
        by_role="editor",
        now=moment,
    )
    page_cache.forget()


def certificates():
    return list(Certificate.objects.order_by("pk").values_list("achievement_version", flat=True))


def test_certificate_bears_the_version_that_stood_when_the_quiz_was_begun(
    course, lesson, enrolment
):
    attempt = start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=NOON - timedelta(hours=1))
    change(course, lesson, NOON - timedelta(minutes=1))
    answer(attempt, "b")

    assert LessonProgress.objects.get().version == 1
    assert certificates() == [1]


def test_renewal_asks_the_changed_quiz_again_and_no_older_pass_will_do(
    course, lesson, enrolment, client
):
    take(enrolment, lesson, "b")
    change(course, lesson, NOON + timedelta(hours=1))
    start_renewal(enrolment=enrolment, course=course.page, now=LATER)
    with pytest.raises(NotPassedYet):
        complete_lesson(enrolment=enrolment, lesson=lesson, now=LATER)
    page = words(client.get(lesson.url))
    assert "Deze toets hoort bij je hernieuwing: haal ze opnieuw." in page

    attempt = take(enrolment, lesson, "b", moment=LATER)

    assert attempt.occasion.startswith("renewal:")
    assert certificates() == [1, 2]
    assert "hoort bij je hernieuwing" not in words(client.get(lesson.url))


def test_failing_the_quiz_of_a_renewal_renews_nothing(course, lesson, enrolment):
    take(enrolment, lesson, "b")
    change(course, lesson, NOON + timedelta(hours=1))
    start_renewal(enrolment=enrolment, course=course.page, now=LATER)
    take(enrolment, lesson, "a", moment=LATER)

    assert certificates() == [1]


def test_learner_under_way_takes_a_changed_lesson_again_by_passing_again(enrolment, client):
    course = make_course(lessons=2, quiz=False)
    lesson = put(course.all_lessons[0], quiz=QuizFactory(types=["single_choice"]))
    enrolment = EnrolmentFactory(subject=enrolment.subject, course=course.page, enrolled_at=NOON)
    take(enrolment, lesson, "b")
    change(course, lesson, NOON + timedelta(hours=1))
    page = words(client.get(lesson.url))
    assert f'action="/leren/les/{lesson.pk}/toets/"' in page
    assert f'action="/leren/les/{lesson.pk}/afronden/"' not in page

    take(enrolment, lesson, "b", moment=LATER)

    assert LessonProgress.objects.get().version == 2
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=LATER)
    assert certificates() == [2]


def test_pass_taken_back_opens_lesson_and_course_and_revokes(course, lesson, enrolment):
    take(enrolment, lesson, "b")
    quiz = lesson.body[1].value["quiz"]
    regrade(c_is_right(quiz))
    lose_and_take_back()

    enrolment.refresh_from_db()
    assert (enrolment.completed_at, enrolment.lessons_done) == (None, [])
    row = LessonProgress.objects.get()
    assert (row.completed_at, row.completed_by, row.attempt_id) == (None, "", None)
    assert Certificate.objects.in_force().count() == 0
    take(enrolment, lesson, "c", moment=LATER)
    assert Certificate.objects.in_force().get().edition == 2


def test_another_pass_of_the_lesson_keeps_what_was_earned(course, lesson, enrolment):
    take(enrolment, lesson, "b")
    version = c_is_right(lesson.body[1].value["quiz"])
    other = take(enrolment, lesson, "c")
    regrade(version)
    lose_and_take_back()

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert LessonProgress.objects.get().attempt_id == other.pk
    assert Certificate.objects.in_force().count() == 1


def test_two_accounts_that_become_one_have_one_way_through_the_quiz(course, lesson, enrolment):
    other = EnrolmentFactory(subject=UserFactory().subject, course=course.page, enrolled_at=NOON)
    quiz = lesson.body[1].value["quiz"]
    quiz.attempts_allowed = 2
    quiz.save()
    take(enrolment, lesson, "a")
    take(other, lesson, "a")

    own = become_one(enrolment, other)

    with pytest.raises(AttemptsUsedUp):
        take(own, lesson, "b", moment=LATER)
    assert {attempt.subject_id for attempt in Attempt.objects.all()} == {own.subject_id}


def test_attempt_running_under_the_other_account_completes_the_lesson_of_the_one(
    course, lesson, enrolment
):
    other = EnrolmentFactory(subject=UserFactory().subject, course=course.page, enrolled_at=NOON)
    running = start_lesson_quiz(enrolment=other, lesson=lesson, now=NOON)

    own = become_one(enrolment, other)
    running.refresh_from_db()
    answer(running, "b")

    assert LessonProgress.objects.get().enrolment == own
    assert certificates() == [1]
