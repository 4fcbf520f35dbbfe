"""What editors do with a lesson that Wagtail does for them: planning, taking away, commenting."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Comment, Page, Revision
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from core import periodic
from core.clock import now
from learning.completion import asked
from learning.models import LessonPage
from learning.queries.outlines import outlines
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course

from .pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course(lessons=2, quiz=False)


@pytest.fixture
def lesson(course):
    return LessonPage.objects.get(pk=course.all_lessons[1].pk)


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def the_time_comes(moment):
    """What was planned for later is due."""
    Page.objects.exclude(expire_at=None).update(expire_at=moment)
    for planned in Revision.objects.filter(approved_go_live_at__isnull=False):
        planned.approved_go_live_at = moment
        planned.content["go_live_at"] = moment.isoformat()
        planned.save()
    assert periodic.Ticker().tick(now()) == []
    page_cache.forget()


def asked_titles(course):
    page_cache.forget()
    return [step.title for step in asked(outlines().of(course.page.pk))]


def test_lesson_comes_at_its_time_and_is_asked_from_then_on(course, lesson, client, learner):
    client.force_login(learner)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    lesson.unpublish()
    moment = now()
    lesson.go_live_at = moment + timedelta(hours=1)
    lesson.save_revision().publish()

    assert asked_titles(course) == ["Lesson 1.1"]
    assert client.get(lesson.url).status_code == 404

    the_time_comes(moment)

    assert asked_titles(course) == ["Lesson 1.1", "Lesson 1.2"]
    assert client.get(lesson.url).status_code == 200


def test_lesson_leaves_at_its_time_and_is_asked_of_nobody(course, lesson, client, learner):
    client.force_login(learner)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    moment = now()
    lesson.expire_at = moment + timedelta(hours=1)
    lesson.save_revision().publish()
    assert asked_titles(course) == ["Lesson 1.1", "Lesson 1.2"]

    the_time_comes(moment)

    assert asked_titles(course) == ["Lesson 1.1"]
    assert client.get(lesson.url).status_code == 404


def test_draft_changes_nothing_for_learners(course, lesson, client, learner):
    client.force_login(learner)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    lesson.title = "Wat er komt"
    lesson.save_revision()
    page_cache.forget()

    assert "Wat er komt" not in words(client.get(lesson.url))
    assert lesson.get_latest_revision_as_object().title == "Wat er komt"


def comment_on(editor, lesson, words_of_editor):
    data = nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "minutes": lesson.minutes,
            "completion_rule": lesson.completion_rule,
            "played_share": lesson.played_share,
            "what_changed": "",
            "body": streamfield([("text", rich_text("<p>What this lesson says.</p>"))]),
            "comments": {
                "TOTAL_FORMS": 1,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": "",
                "0": {
                    "id": "",
                    "contentpath": "title",
                    "text": words_of_editor,
                    "position": "",
                    "resolved": "",
                    "replies": {
                        "TOTAL_FORMS": 0,
                        "INITIAL_FORMS": 0,
                        "MIN_NUM_FORMS": 0,
                        "MAX_NUM_FORMS": "",
                    },
                },
            },
        }
    )
    return editor.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), data)


def test_editor_comments_on_a_lesson_and_no_learner_sees_it(course, lesson, editor, learner):
    answer = comment_on(editor, lesson, "Klopt dit cijfer nog?")

    assert answer.status_code == 302
    [comment] = Comment.objects.filter(page=lesson)
    assert comment.text == "Klopt dit cijfer nog?"
    again = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    assert "Klopt dit cijfer nog?" in again.content.decode()
    LessonPage.objects.get(pk=lesson.pk).get_latest_revision().publish()
    page_cache.forget()
    editor.force_login(learner)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    assert "Klopt dit cijfer nog?" not in words(editor.get(lesson.url))


def test_lessons_stand_in_the_list_of_pages_as_learners_take_them(course, editor):
    first, second = course.all_lessons
    second.save_revision().publish()
    first.title = "Changed last"
    first.save_revision().publish()

    listed = words(editor.get(reverse("wagtailadmin_explore", args=[course.modules[0].pk])))

    assert 0 < listed.index("Changed last") < listed.index(second.title)


def test_editor_who_plans_is_told_the_button_that_is_there(lesson, editor):
    shown = words(editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])))

    assert "daarna onder “Meer acties” op “Publicatie inplannen” drukt." in shown
