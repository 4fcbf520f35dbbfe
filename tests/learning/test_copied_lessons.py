"""A copied lesson is a lesson of its own, a translated one is not: answers to its questions, for one."""

from importlib import import_module

import pytest
from django.apps import apps
from wagtail.models import Locale

from learning.models import LessonPage
from learning.moment_questions import moment_questions_of
from quizzes.models import Attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuestionFactory

from .test_checkpoints import answer, asked, with_questions

pytestmark = pytest.mark.django_db

ANSWERED, OPEN = "Jouw antwoord", "nog niet beantwoord"


@pytest.fixture
def course(recording):
    return make_course(lessons=1, body=[with_questions(recording, asked(QuestionFactory()))])


@pytest.fixture
def lesson(course):
    return LessonPage.objects.get(pk=course.all_lessons[0].pk)


@pytest.fixture
def copy(course, lesson):
    """The lesson of a copy of the whole course."""
    copied = course.page.copy(recursive=True, update_attrs={"slug": "copy", "title": "A copy"})
    page_cache.forget()
    return LessonPage.objects.descendant_of(copied).get()


@pytest.fixture
def french(course, lesson):
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root, index = course.page.get_site().root_page, course.page.get_parent()
    for page in (root, index, course.page, course.modules[0], lesson):
        page.specific.copy_for_translation(locale).save_revision().publish()
    page_cache.forget()
    return LessonPage.objects.get(translation_key=lesson.translation_key, locale=locale)


@pytest.fixture
def learner(course, client):
    user = UserFactory()
    client.force_login(user)
    EnrolmentFactory(subject=user.subject, course=course.page)
    return user


def course_of(lesson):
    return lesson.get_parent().get_parent().specific


def test_answer_given_in_the_source_is_not_one_in_the_copy(client, learner, lesson, copy):
    EnrolmentFactory(subject=learner.subject, course=course_of(copy))
    answer(client, lesson, "b")

    assert ANSWERED in client.get(lesson.url).content.decode()
    page = client.get(copy.url).content.decode()
    assert OPEN in page
    assert ANSWERED not in page


def test_each_has_an_answer_of_its_own(client, learner, lesson, copy):
    EnrolmentFactory(subject=learner.subject, course=course_of(copy))
    answer(client, lesson, "b")
    answer(client, copy, "a")

    assert [int(each.score) for each in Attempt.objects.order_by("pk")] == [1, 0]
    assert "Jouw antwoord, en juist" in client.get(lesson.url).content.decode()
    assert "Jouw antwoord, maar niet juist" in client.get(copy.url).content.decode()


def test_answer_given_in_dutch_is_there_in_french(client, learner, lesson, french):
    answer(client, lesson, "b")

    assert french.pk != lesson.pk
    assert "Votre réponse" in client.get(french.url).content.decode()


# --- answers from before lessons were named


def name_the_lesson():
    """What the migration does with the rows that are there."""
    name = "learning.migrations.0019_checkpoint_answers_name_the_lesson"
    import_module(name).name_the_lesson(apps, None)


def forget_lessons():
    """Answers as they were kept before: under the block alone."""
    for attempt in Attempt.objects.all():
        block = attempt.occasion.rpartition("/")[2]
        Attempt.objects.filter(pk=attempt.pk).update(occasion=f"checkpoint:{block}")


def occasion(lesson):
    [question] = moment_questions_of(lesson)
    return question.occasion


def test_kept_answers_belong_to_the_lesson_of_the_course_that_was_taken(
    client, learner, lesson, copy
):
    other = UserFactory()
    EnrolmentFactory(subject=other.subject, course=course_of(copy))
    answer(client, lesson, "b")
    client.force_login(other)
    answer(client, copy, "a")
    forget_lessons()

    name_the_lesson()
    name_the_lesson()

    kept = dict(Attempt.objects.values_list("subject", "occasion"))
    assert kept == {
        learner.subject_id: occasion(lesson),
        other.subject_id: occasion(copy),
    }
    assert "Jouw antwoord" in client.get(copy.url).content.decode()


def test_kept_answer_of_who_takes_both_courses_belongs_to_the_older_lesson(
    client, learner, lesson, copy
):
    EnrolmentFactory(subject=learner.subject, course=course_of(copy))
    answer(client, lesson, "b")
    forget_lessons()

    name_the_lesson()

    assert Attempt.objects.get().occasion == occasion(lesson)
