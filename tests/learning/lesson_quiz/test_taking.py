"""A quiz that stands in a lesson: taken there, passed for it, and what that completes."""

import pytest
from wagtail.models import Locale

from credentials.models import Certificate
from learning.enums import CompletedBy, CompletionRule, OpenTo, Order
from learning.errors import LessonLocked, NoQuizHere, NotPassedYet
from learning.models import Enrolment, LessonProgress, ModuleProgress
from learning.services import complete_lesson
from quizzes.errors import AttemptsUsedUp
from quizzes.models import Attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.learning.pages import words
from tests.learning.test_services import NOON, answer

from .quizzed_lessons import begin, put, start_url, take

pytestmark = pytest.mark.django_db


# --- what a pass completes


def test_pass_completes_the_lesson_and_says_how(lesson, enrolment):
    attempt = take(enrolment, lesson)

    progress = LessonProgress.objects.get()
    assert (progress.lesson_key, progress.completed_at) == (lesson.translation_key, NOON)
    assert (progress.completed_by, progress.attempt_id) == (CompletedBy.PASSED, attempt.pk)
    enrolment.refresh_from_db()
    assert enrolment.lessons_done == [str(lesson.translation_key)]


def test_pass_as_the_last_step_completes_the_course_and_certifies(course, lesson, enrolment):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    assert not Certificate.objects.exists()

    take(enrolment, lesson)

    enrolment.refresh_from_db()
    assert enrolment.completed_at == NOON
    assert Certificate.objects.get().holder.name == "Ann De Wit"


def test_failing_completes_nothing_and_asking_for_it_is_refused(lesson, enrolment):
    take(enrolment, lesson, "a")

    with pytest.raises(NotPassedYet):
        complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    assert not LessonProgress.objects.exists()


def test_later_failure_takes_nothing_away(lesson, enrolment):
    take(enrolment, lesson)
    take(enrolment, lesson, "a")

    assert LessonProgress.objects.get().completed_by == CompletedBy.PASSED


def test_quiz_to_practise_with_completes_nothing_and_is_not_asked(course, quiz, enrolment):
    lesson = put(course.all_lessons[0], quiz=quiz, rule=CompletionRule.SEEN)

    take(enrolment, lesson)
    assert not LessonProgress.objects.exists()
    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    assert LessonProgress.objects.get().completed_by == CompletedBy.SEEN


def test_pass_from_before_the_rule_counts_when_the_rule_comes(course, quiz, enrolment, client):
    lesson = put(course.all_lessons[0], quiz=quiz, rule=CompletionRule.SEEN)
    attempt = take(enrolment, lesson)
    put(lesson, quiz=quiz)

    client.post(f"/leren/les/{lesson.pk}/afronden/")

    assert LessonProgress.objects.get().attempt_id == attempt.pk


def test_one_quiz_in_two_places_counts_for_each_by_itself(course, lesson, quiz, enrolment):
    module = course.modules[0]
    module.quiz = quiz
    module.save_revision().publish()
    other = put(course.all_lessons[1], quiz=quiz)

    take(enrolment, lesson)

    assert [row.lesson_key for row in LessonProgress.objects.all()] == [lesson.translation_key]
    assert not ModuleProgress.objects.exists()
    take(enrolment, other)
    assert LessonProgress.objects.count() == 2


# --- who may begin


def test_button_begins_an_attempt_and_goes_on_with_it(lesson, enrolment, client):
    first = client.post(start_url(lesson))
    second = client.post(start_url(lesson))

    [attempt] = Attempt.objects.all()
    assert first.url == second.url == f"/toets/{attempt.public_id}/"


def test_whoever_does_not_take_the_course_begins_nothing(lesson, client):
    client.force_login(UserFactory())

    page = words(client.post(start_url(lesson), follow=True))

    assert not Attempt.objects.exists()
    assert start_url(lesson) not in page


def test_reader_without_account_reads_that_the_quiz_is_for_learners(course, lesson, client):
    course.page.open_to = OpenTo.EVERYONE
    course.page.save_revision().publish()
    page_cache.forget()

    page = words(client.get(lesson.url))

    assert "Wat zie je?" in page
    assert "Wie de cursus volgt, kan deze toets maken." in page
    assert start_url(lesson) not in page


def test_lesson_that_waits_for_the_one_before_begins_no_quiz(learner, quiz, client):
    course = make_course(lessons=2, quiz=False, order=Order.IN_SEQUENCE)
    second = put(course.all_lessons[1], quiz=quiz)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page, enrolled_at=NOON)

    with pytest.raises(LessonLocked):
        begin(enrolment, second)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    take(enrolment, second)
    assert Enrolment.objects.get().completed_at == NOON


def test_in_sequence_the_next_lesson_waits_for_the_pass(learner, quiz):
    course = make_course(lessons=2, quiz=False, order=Order.IN_SEQUENCE)
    first = put(course.all_lessons[0], quiz=quiz)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page, enrolled_at=NOON)
    take(enrolment, first, "a")

    with pytest.raises(LessonLocked):
        complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    take(enrolment, first)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    assert Certificate.objects.count() == 1


# --- an editor changes it while an attempt runs


def test_attempt_at_a_quiz_that_was_exchanged_goes_on_and_completes_the_lesson(lesson, enrolment):
    running = begin(enrolment, lesson)
    lesson = put(lesson, quiz=QuizFactory())

    assert begin(enrolment, lesson) == running
    answer(running, "b")
    assert LessonProgress.objects.get().attempt_id == running.pk


def test_after_a_failed_attempt_the_new_quiz_is_asked_with_its_own_limits(lesson, quiz, enrolment):
    quiz.attempts_allowed = 1
    quiz.save()
    take(enrolment, lesson, "a")
    with pytest.raises(AttemptsUsedUp):
        begin(enrolment, lesson)
    other = QuizFactory(attempts_allowed=1)
    lesson = put(lesson, quiz=other)

    assert begin(enrolment, lesson).quiz == other


def test_quiz_taken_out_of_the_lesson_while_an_attempt_runs(lesson, enrolment):
    running = begin(enrolment, lesson)
    lesson = put(lesson, rule=CompletionRule.SEEN)

    assert answer(running, "b").passed
    assert not LessonProgress.objects.exists()
    with pytest.raises(NoQuizHere):
        begin(enrolment, lesson)
    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    assert LessonProgress.objects.get().completed_by == CompletedBy.SEEN


def test_quiz_that_was_deleted_is_asked_of_nobody(course, lesson, quiz, enrolment, client):
    quiz.delete()
    page_cache.forget()

    assert "Rond 2 lessen af" in words(client.get(course.page.url))
    assert f'action="/leren/les/{lesson.pk}/afronden/"' in words(client.get(lesson.url))
    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    assert LessonProgress.objects.get().completed_by == CompletedBy.SEEN


# --- languages


@pytest.fixture
def french(course, lesson):
    """The same lesson in French, with a quiz of its own."""
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root, index = course.page.get_site().root_page, course.page.get_parent()
    for page in (root, index, course.page, course.modules[0], lesson):
        page.specific.copy_for_translation(locale).save_revision().publish()
    return put(lesson.get_translation(locale), quiz=QuizFactory(attempts_allowed=2))


def test_translation_keeps_quiz_and_rule_until_the_editor_chooses_another(course, lesson, quiz):
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    copy = lesson.copy_for_translation(locale, copy_parents=True)

    assert copy.completion_rule == CompletionRule.PASSED
    assert [block.value["quiz"] for block in copy.body if block.block_type == "quiz"] == [quiz]


def test_pass_in_french_is_a_pass_in_dutch(lesson, french, enrolment):
    take(enrolment, french)

    enrolment.refresh_from_db()
    assert enrolment.lessons_done == [str(lesson.translation_key)]


def test_attempts_in_two_languages_count_together(lesson, quiz, french, enrolment):
    quiz.attempts_allowed = 2
    quiz.save()
    take(enrolment, lesson, "a")
    assert take(enrolment, french, "a").number == 2

    for page in (lesson, french):
        with pytest.raises(AttemptsUsedUp):
            begin(enrolment, page)


def test_attempt_open_in_one_language_is_gone_on_with_in_the_other(lesson, french, enrolment):
    assert begin(enrolment, french) == begin(enrolment, lesson)
    assert Attempt.objects.count() == 1
