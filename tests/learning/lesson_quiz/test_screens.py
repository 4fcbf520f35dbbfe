"""What learners and editors see of a quiz that stands in a lesson."""

import pytest
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError
from wagtail.models import ReferenceIndex

from learning.blocks import LessonBody
from learning.enums import CompletionRule
from learning.models import LessonProgress
from learning.services import complete_lesson
from quizzes.models import Attempt, Quiz
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory
from tests.learning.pages import queries_of, words
from tests.learning.test_services import NOON, answer

from .quizzed_lessons import begin, put, start_url, take

pytestmark = pytest.mark.django_db

OFFLINE = "Deze toets is op dit moment niet beschikbaar"


def complete_url(lesson):
    return f'action="/leren/les/{lesson.pk}/afronden/"'


def test_lesson_offers_its_quiz_and_no_button_to_mark_it_as_done(lesson, enrolment, client):
    page = words(client.get(lesson.url))

    assert "Wat zie je?" in page
    assert "Deze les is klaar zodra je voor deze toets slaagt." in page
    assert f'action="{start_url(lesson)}"' in page
    assert complete_url(lesson) not in page


def test_once_passed_the_lesson_says_so_and_leads_on(course, lesson, enrolment, client):
    take(enrolment, lesson)
    page = words(client.get(lesson.url))

    assert "Je hebt deze les afgerond." in page
    assert "Maak de toets opnieuw" in page
    assert f'class="button" href="{course.all_lessons[1].url}"' in page


def test_quiz_to_practise_with_leaves_the_button_of_the_lesson(course, quiz, enrolment, client):
    lesson = put(course.all_lessons[0], quiz=quiz, rule=CompletionRule.SEEN)
    page = words(client.get(lesson.url))

    assert "Om zelf te ontdekken wat je weet." in page
    assert complete_url(lesson) in page


def test_course_page_says_in_words_which_quiz_is_left(course, lesson, enrolment, client):
    page = words(client.get(course.page.url))
    assert f"Slaag voor de toets van “{lesson.title}”" in page
    assert "Rond 1 les af" in page

    take(enrolment, lesson)
    assert "Slaag voor de toets" not in words(client.get(course.page.url))


def test_result_leads_back_to_the_lesson_and_after_a_pass_on(course, lesson, enrolment, client):
    failed = take(enrolment, lesson, "a")
    page = words(client.get(f"/toets/{failed.public_id}/resultaat/"))
    assert f"Kijk “{lesson.title}” nog eens door en probeer opnieuw" in page
    assert f'href="{lesson.url}"' in page

    passed = take(enrolment, lesson)
    page = words(client.get(f"/toets/{passed.public_id}/resultaat/"))
    assert f"Terug naar de les “{lesson.title}”" in page
    assert f'href="{course.all_lessons[1].url}"' in page


def test_result_of_the_last_step_leads_to_the_certificate(course, lesson, enrolment, client):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[1], now=NOON)
    passed = take(enrolment, lesson)

    assert "Naar je certificaat" in words(client.get(f"/toets/{passed.public_id}/resultaat/"))


def test_result_of_a_quiz_to_practise_with_leads_back_once(course, quiz, enrolment, client):
    lesson = put(course.all_lessons[0], quiz=quiz, rule=CompletionRule.SEEN)
    passed = take(enrolment, lesson)

    page = words(client.get(f"/toets/{passed.public_id}/resultaat/"))
    # At the top of the page and at its end.
    assert page.count(f'href="{lesson.url}"') == 2


def test_quiz_that_was_begun_is_what_is_next_on_the_own_place(course, lesson, enrolment, client):
    begin(enrolment, lesson)
    page = words(client.get("/mijn/"))

    assert "Je bent aan deze toets begonnen" in page
    assert f'href="{lesson.url}"' in page
    assert "Ga verder met de toets" in words(client.get(lesson.url))


def test_quiz_that_is_offline_begins_nothing_and_what_was_begun_is_led_to(
    course, lesson, quiz, enrolment, client
):
    running = begin(enrolment, lesson)
    quiz.unpublish()
    page_cache.forget()
    page = words(client.get(lesson.url))

    assert OFFLINE in page
    assert start_url(lesson) not in page
    assert f'href="/toets/{running.public_id}/"' in page
    answer(running, "b")
    assert LessonProgress.objects.count() == 1


def test_lesson_whose_quiz_is_offline_is_passed_over_where_the_order_is_free(
    course, lesson, quiz, enrolment, client
):
    quiz.unpublish()
    page_cache.forget()
    other = course.all_lessons[1]

    assert f'class="button" href="{other.url}"' in words(client.get(course.page.url))
    client.post(start_url(lesson))
    assert not Attempt.objects.exists()


def test_quiz_in_a_lesson_costs_one_query(course, lesson, enrolment, client):
    assert queries_of(client, lesson.url) == queries_of(client, course.all_lessons[1].url) + 1


# --- editors


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_editor_who_is_not_enrolled_sees_the_quiz_and_no_button(lesson, editor):
    page = words(editor.get(lesson.url))

    assert "Wat zie je?" in page
    assert start_url(lesson) not in page


def test_rule_without_a_quiz_is_refused(course, editor):
    lesson = course.all_lessons[0]
    form = lesson.get_edit_handler().get_form_class()(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "minutes": 5,
            "played_share": 80,
            "completion_rule": CompletionRule.PASSED,
            "body-count": 0,
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
        instance=lesson,
    )

    assert "Zet eerst een toets in de les" in str(form.errors["completion_rule"])


def test_lesson_holds_one_quiz_at_most(quiz):
    body = LessonBody()
    two = body.to_python([{"type": "quiz", "value": {"quiz": quiz.pk}}] * 2)

    with pytest.raises(StreamBlockValidationError) as refused:
        body.clean(two)
    assert refused.value.non_block_errors


def test_quiz_that_stands_in_a_lesson_is_not_deleted(lesson, quiz, editor):
    ReferenceIndex.create_or_update_for_object(lesson)
    address = reverse("wagtailsnippets_quizzes_quiz:delete", args=[quiz.pk])
    page = words(editor.post(address, follow=True))

    assert Quiz.objects.filter(pk=quiz.pk).exists()
    assert "staat in een les" in page


def test_quiz_that_stands_nowhere_is_deleted(editor):
    unused = QuizFactory()
    editor.post(reverse("wagtailsnippets_quizzes_quiz:delete", args=[unused.pk]))

    assert not Quiz.objects.filter(pk=unused.pk).exists()
