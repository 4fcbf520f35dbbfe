"""What an editor does with a course: the segment's times, facts that stay, drafts."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import User
from learning.blocks import LessonBody, TimecodeBlock
from learning.models import LessonPage
from tests.factories.learning import EnrolmentFactory, make_course, segment, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(User.objects.create_superuser("boss@example.org", "x", name="Boss"))
    return client


# What the form sends for a list in which nothing stands.
NO_ROWS = {"count": 0}


def form(lesson, body):
    return nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "minutes": 5,
            "completion_rule": "seen",
            "played_share": 80,
            "body": streamfield(body),
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "comments-MIN_NUM_FORMS": 0,
            "comments-MAX_NUM_FORMS": 1000,
        }
    )


def save(editor, lesson, body):
    return editor.post(f"/admin/pages/{lesson.pk}/edit/", form(lesson, body))


def test_editor_opens_a_lesson_with_every_block(editor, recording):
    lesson = make_course(body=[segment(recording, 724_000, 800_000), text()]).all_lessons[0]

    response = editor.get(f"/admin/pages/{lesson.pk}/edit/")

    assert response.status_code == 200
    assert "12:04" in response.content.decode()


def test_editor_types_times_and_milliseconds_are_stored(editor, recording):
    lesson = make_course().all_lessons[0]
    times = {"recording": recording.pk, "start": "1:30", "end": "02:05", "questions": NO_ROWS}

    response = save(editor, lesson, [("segment", times), ("text", rich_text("<p>Words.</p>"))])

    assert response.status_code == 302
    draft = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert [block.block_type for block in draft.body] == ["segment", "text"]
    value = draft.body[0].value
    assert (value["start"], value["end"]) == (90_000, 125_000)


@pytest.mark.parametrize(("start", "end"), [("soon", "2:00"), ("2:00", "1:00"), ("", "1:00")])
def test_editor_is_told_about_impossible_times(editor, recording, start, end):
    lesson = make_course().all_lessons[0]
    before = lesson.revisions.count()

    times = {"recording": recording.pk, "start": start, "end": end, "questions": NO_ROWS}

    response = save(editor, lesson, [("segment", times)])

    assert response.status_code == 200
    assert lesson.revisions.count() == before


def test_time_is_shown_as_people_write_it():
    block = TimecodeBlock()
    block.set_name("start")

    assert block.get_form_state(724_000) == "12:04"
    assert block.clean("12:04") == 724_000
    with pytest.raises(ValidationError):
        block.clean("later")


def test_every_block_of_a_lesson_has_a_label_and_can_be_stored():
    blocks = LessonBody().child_blocks

    assert all(block.label for block in blocks.values())
    assert {"text", "key_point", "segment", "slides", "case", "reflection", "services"} <= set(
        blocks
    )


def test_course_that_somebody_took_is_not_deleted(editor):
    course = make_course()
    EnrolmentFactory(course=course.page)

    response = editor.post(f"/admin/pages/{course.page.pk}/delete/")

    assert response.status_code == 302
    assert LessonPage.objects.filter(pk=course.all_lessons[0].pk).exists()


def test_course_that_nobody_took_can_be_deleted(editor):
    course = make_course()

    editor.post(f"/admin/pages/{course.page.pk}/delete/")

    assert not LessonPage.objects.filter(pk=course.all_lessons[0].pk).exists()


def test_whole_course_can_be_copied(editor):
    course = make_course(modules=2)
    copied = course.page.copy(recursive=True, update_attrs={"slug": "copied", "title": "Copied"})

    assert copied.get_descendants().count() == 2 + 4
    assert copied.translation_key != course.page.translation_key


@pytest.mark.parametrize("kind", ["page", "modules", "all_lessons"])
def test_editor_sees_a_preview_of_a_draft(editor, kind):
    course = make_course()
    found = getattr(course, kind)
    page = found[0] if isinstance(found, list) else found
    page.title = "As a draft"
    page.save_revision()

    response = editor.get(f"/admin/pages/{page.pk}/view_draft/")

    assert response.status_code == 200
    assert "As a draft" in response.content.decode()


def test_preview_of_a_draft_course_is_not_kept_for_readers(editor, client):
    course = make_course()
    course.page.objectives = "<p>Not yet to be read.</p>"
    course.page.save_revision()

    draft = editor.get(f"/admin/pages/{course.page.pk}/view_draft/")
    client.logout()

    assert "Not yet to be read." in draft.content.decode()
    assert "Not yet to be read." not in client.get(course.page.url).content.decode()
