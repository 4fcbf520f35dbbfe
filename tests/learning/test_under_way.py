"""What editors move, delete or take offline while learners are under way takes nothing from anybody."""

import pytest
from django.urls import reverse

from core.clock import now
from credentials.models import Certificate
from learning.completion import asked
from learning.enums import CompletionRule
from learning.models import LessonPage, LessonProgress, Note
from learning.queries.outlines import outlines
from learning.services import complete_lesson, start_lesson_quiz
from quizzes.models import Attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, publish, quiz_block, text
from tests.factories.quizzes import QuizFactory

from .kept_notes import keep
from .pages import words
from .test_prerequisites import in_french
from .test_services import NOON, answer

pytestmark = pytest.mark.django_db


def moved(page, target):
    LessonPage.objects.get(pk=page.pk).move(target, pos="last-child")
    page_cache.forget()
    return LessonPage.objects.get(pk=page.pk)


def renamed(page, slug):
    """An address of its own: two pages below one module cannot share theirs."""
    page = LessonPage.objects.get(pk=page.pk)
    page.slug = slug
    page.save_revision().publish()
    page_cache.forget()
    return LessonPage.objects.get(pk=page.pk)


def under_way(course, learner):
    return EnrolmentFactory(subject=learner.subject, course=course.page, enrolled_at=NOON)


# --- A lesson that moves


def test_lesson_moved_to_another_module_stays_done_and_its_old_address_leads_there(client, learner):
    course = make_course(modules=2, lessons=2, quiz=False, order="in_sequence", put=publish)
    enrolment = under_way(course, learner)
    first, *others = course.all_lessons
    first = renamed(first, "vooraf")
    complete_lesson(enrolment=enrolment, lesson=first, now=NOON)
    client.force_login(learner)
    old = first.url

    at_new_place = moved(first, course.modules[1])

    titles = [step.title for step in asked(outlines().of(course.page.pk))]
    assert titles == ["Lesson 1.2", "Lesson 2.1", "Lesson 2.2", "Lesson 1.1"]
    assert client.get("/mijn/").context["place"].next.url == others[0].url
    assert client.get(old, follow=True).redirect_chain[-1][0] == at_new_place.url
    for lesson in others:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert LessonProgress.objects.count() == 4


def test_quiz_of_a_lesson_that_moved_to_another_course_can_still_be_handed_in(learner):
    body = [quiz_block(QuizFactory(title="Wat zie je?"))]
    course = make_course(lessons=2, quiz=False, body=body)
    elsewhere = make_course(title="Elsewhere", lessons=1, quiz=False)
    LessonPage.objects.update(completion_rule=CompletionRule.PASSED)
    enrolment = under_way(course, learner)
    lesson = renamed(course.all_lessons[0], "vooraf")
    attempt = start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=NOON)
    moved(lesson, elsewhere.modules[0])

    handed_in = answer(attempt, "b")

    assert (handed_in.state, handed_in.passed) == ("submitted", True)
    enrolment.refresh_from_db()
    assert (enrolment.lessons_done, enrolment.completed_at) == ([], None)


# --- A lesson that is deleted


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_lesson_in_which_somebody_kept_a_place_is_not_deleted(editor, learner):
    course = make_course(quiz=False)
    lesson = course.all_lessons[0]
    keep(under_way(course, learner), lesson)

    answer = editor.post(reverse("wagtailadmin_pages:delete", args=[lesson.pk]), follow=True)

    assert "deelgenomen aan “Lesson 1.1”" in words(answer)
    assert LessonPage.objects.filter(pk=lesson.pk).exists()
    assert Note.objects.count() == 1


def test_many_lessons_at_once_are_deleted_only_when_nobody_took_one(editor, learner):
    course = make_course(lessons=3, quiz=False)
    enrolment = under_way(course, learner)
    first, second, third = course.all_lessons
    complete_lesson(enrolment=enrolment, lesson=second, now=NOON)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    refused = editor.post(f"{address}?id={first.pk}&id={second.pk}", follow=True)

    assert "deelgenomen aan “Lesson 1.2”" in words(refused)
    assert LessonPage.objects.descendant_of(course.page).count() == 3
    editor.post(f"{address}?id={first.pk}&id={third.pk}")
    assert [page.title for page in LessonPage.objects.descendant_of(course.page)] == ["Lesson 1.2"]


def test_quiz_of_a_lesson_that_was_deleted_can_still_be_handed_in(learner):
    course = make_course(lessons=2, quiz=False, body=[quiz_block(QuizFactory()), text()])
    enrolment = under_way(course, learner)
    lesson = LessonPage.objects.get(pk=course.all_lessons[0].pk)
    attempt = start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=NOON)
    lesson.delete()
    page_cache.forget()

    assert answer(attempt, "b").state == "submitted"
    assert not LessonProgress.objects.exists()


# --- A course that is taken offline


def offline(course):
    type(course.page).objects.get(pk=course.page.pk).unpublish()
    page_cache.forget()


def test_course_that_is_offline_is_named_in_the_own_place_and_leads_nowhere(client, learner):
    course, other = make_course(title="Signalen zien"), make_course(title="Doorverwijzen")
    enrolment = under_way(course, learner)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    under_way(other, learner)
    client.force_login(learner)
    offline(course)

    page = words(client.get("/mijn/"))
    card = page.partition("<h3>Signalen zien</h3>")[2].partition("</li>")[0]

    assert "op dit moment niet beschikbaar" in card
    assert "Wat je al deed, blijft" in card
    assert course.page.url not in page
    assert client.get(course.page.url).status_code == 404
    assert f'href="{other.all_lessons[0].url}"' in page


def test_course_that_is_offline_in_ones_own_language_is_offered_in_another(client, learner):
    course = make_course(title="Signalen zien", lessons=1)
    under_way(course, learner)
    french = in_french(course.page)
    french.title = "Voir les signes"
    french.save_revision().publish()
    client.force_login(learner)
    offline(course)

    page = words(client.get("/mijn/"))

    assert f'href="{french.url}">Voir les signes</a>' in page
    assert "op dit moment niet beschikbaar" not in page


def test_quiz_begun_before_the_course_went_offline_counts(client, learner):
    course = make_course(lessons=1)
    enrolment = under_way(course, learner)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    client.force_login(learner)
    client.post(f"/leren/module/{course.modules[0].pk}/toets/")
    attempt = Attempt.objects.get()
    offline(course)

    answer(attempt, "b", now())

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert Certificate.objects.get().subject_id == learner.subject_id
    assert client.get(f"{attempt.get_absolute_url()}resultaat/").status_code == 200
