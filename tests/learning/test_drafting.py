"""A course is drafted from a recording: a lesson for each chapter, seen by nobody yet."""

import pytest

from learning.enums import CompletionRule
from learning.models import CoursePage, LessonPage
from tests.factories.accounts import UserFactory
from tests.factories.learning import catalogue
from tests.factories.recordings import (
    ChapterFactory,
    CutFactory,
    CutListFactory,
    RenditionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(recording):
    RenditionFactory(recording=recording)
    catalogue()
    return f"/admin/opnames/{recording.pk}/cursus/"


@pytest.fixture
def editor(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def segments():
    return [
        (lesson.title, lesson.body[0].value["start"], lesson.body[0].value["end"], lesson.minutes)
        for lesson in LessonPage.objects.order_by("path")
    ]


def test_every_chapter_becomes_a_lesson_of_a_draft(editor, address, recording):
    for start, title in ((10_000, "Signalen"), (200_000, "Risico"), (450_500, "Doorverwijzen")):
        ChapterFactory(recording=recording, start_ms=start, title=title)

    response = editor.post(address, {"title": "Vroeg zien"})

    course = CoursePage.objects.get()
    assert (course.title, course.live, course.minutes) == ("Vroeg zien", False, 12)
    assert response.url == f"/admin/pages/{course.pk}/"
    assert segments() == [
        ("Signalen", 0, 200_000, 4),
        ("Risico", 200_000, 450_500, 5),
        ("Doorverwijzen", 450_500, 600_000, 3),
    ]
    lesson = LessonPage.objects.first()
    assert (lesson.live, lesson.completion_rule) == (False, CompletionRule.PLAYED_OR_READ)


def test_drafted_pages_can_be_published_as_they_are(editor, address):
    editor.post(address, {"title": "Vroeg zien"})

    course = CoursePage.objects.get()
    for page in [course, *course.get_descendants().specific()]:
        page.get_latest_revision().publish()

    assert course.get_descendants().live().count() == 2


def test_recording_without_chapters_becomes_one_lesson(editor, address, recording):
    editor.post(address, {"title": "Vroeg zien"})

    assert segments() == [(recording.title, 0, 600_000, 10)]


def test_chapter_that_is_cut_becomes_no_lesson(editor, address, recording):
    ChapterFactory(recording=recording, start_ms=0, title="Pauze")
    ChapterFactory(recording=recording, start_ms=60_000, title="Inhoud")
    recording.cut_list = CutListFactory(recording=recording)
    CutFactory(cut_list=recording.cut_list, start_ms=0, end_ms=180_000)
    recording.save()

    editor.post(address, {"title": "Vroeg zien"})

    assert segments() == [("Inhoud", 60_000, 600_000, 7)]


def test_form_sent_twice_drafts_one_course(editor, address):
    first = editor.post(address, {"title": "Vroeg zien"})
    second = editor.post(address, {"title": "Vroeg zien"})

    assert first.url == second.url
    assert CoursePage.objects.count() == 1


def test_button_is_for_who_may_add_a_course(client, editor, address, recording):
    screen = f"/admin/opnames/{recording.pk}/"
    assert address in editor.get(screen).content.decode()

    client.force_login(UserFactory())
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"title": "X"}).status_code in (302, 403)
    assert not CoursePage.objects.exists()
