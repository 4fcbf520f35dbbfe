"""An editor says whether a publication changes what people must know; the course has a history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from core.clock import now
from learning.errors import NothingChanged, NotPublishedYet
from learning.models import CourseVersion, DeclaredChange, LessonPage
from learning.queries.outlines import outlines
from learning.services import declare_change, note_change, translate_change
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import CourseVersionFactory, EnrolmentFactory, make_course

pytestmark = pytest.mark.django_db
SENTENCE = "De meldcode geldt nu ook voor leerkrachten."


@pytest.fixture
def editor():
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def course():
    course = make_course()
    EnrolmentFactory(course=course.page)
    return course


def send(editor, lesson, *, publish=True, **given):
    fields = {
        "title": lesson.title,
        "slug": lesson.slug,
        "minutes": 5,
        "completion_rule": "seen",
        "played_share": 80,
        "body": streamfield([("text", rich_text("<p>Words.</p>"))]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": 1000,
    }
    if publish:
        fields["action-publish"] = "yes"
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    return editor.post(address, nested_form_data(fields) | given, follow=True)


DECLARED = {"substantive": "on", "what_changed": SENTENCE}


def test_comma_bumps_nothing_and_the_editor_is_told_so(editor, course):
    response = send(editor, course.all_lessons[0])
    assert not CourseVersion.objects.exists()
    html = response.content.decode()
    assert "Gepubliceerd als verbetering" in html
    assert f"?deel=lesson:{course.all_lessons[0].translation_key}" in html


def test_substantive_change_is_the_next_version_of_the_course(editor, course):
    response = send(editor, course.all_lessons[0], **DECLARED)
    version = CourseVersion.objects.get()
    assert (version.course_key, version.number) == (course.page.translation_key, 2)
    assert (version.sentences, version.language) == ({"nl": SENTENCE}, "nl")
    assert version.lessons == [str(course.all_lessons[0].translation_key)]
    assert (version.quizzes, version.by_role) == ([], "editors")
    assert "De cursus staat op versie 2" in response.content.decode()
    # What was said of one publication is used up by it.
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[course.all_lessons[0].pk]))
    assert SENTENCE not in form.content.decode()
    send(editor, course.all_lessons[0])
    assert CourseVersion.objects.count() == 1


def test_declaration_waits_in_a_draft_for_whoever_publishes_it(editor, course):
    lesson = course.all_lessons[0]
    send(editor, lesson, publish=False, **DECLARED)
    assert not CourseVersion.objects.exists()
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    assert SENTENCE in form.content.decode()
    lesson.refresh_from_db()
    lesson.get_latest_revision().publish()
    assert CourseVersion.objects.get().by_role == "editors"
    assert not DeclaredChange.objects.exists()


def test_declaration_is_taken_back_by_unticking(editor, course):
    lesson = course.all_lessons[0]
    send(editor, lesson, publish=False, **DECLARED)
    send(editor, lesson)
    assert not DeclaredChange.objects.exists()
    assert not CourseVersion.objects.exists()


def test_tick_without_sentence_and_sentence_without_tick_are_refused(editor, course):
    lesson = course.all_lessons[0]
    before = lesson.revisions.count()
    for given in ({"substantive": "on"}, {"what_changed": SENTENCE}):
        assert send(editor, lesson, **given).status_code == 200
    assert lesson.revisions.count() == before


def test_new_lesson_can_be_declared_when_it_is_made(editor, course):
    add = reverse("wagtailadmin_pages:add", args=["learning", "lessonpage", course.modules[0].pk])
    fields = nested_form_data(
        {
            "title": "Nieuw",
            "slug": "nieuw",
            "minutes": 5,
            "completion_rule": "seen",
            "played_share": 80,
            "body": streamfield([]),
            "action-publish": "yes",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        }
    )
    editor.post(add, fields | DECLARED)
    added = LessonPage.objects.get(slug="nieuw")
    assert CourseVersion.objects.get().lessons == [str(added.translation_key)]


def test_module_changes_its_quiz_and_the_course_changes_no_lesson(course):
    for page in (course.modules[0], course.page):
        declare_change(page_id=page.pk, sentence=SENTENCE, by_role="editors")
        page.specific_class.objects.get(pk=page.pk).save_revision().publish()
    module, whole = CourseVersion.objects.order_by("number")
    assert (module.lessons, module.quizzes) == ([], [str(course.modules[0].translation_key)])
    assert (whole.number, whole.lessons, whole.quizzes) == (3, [], [])


def test_course_that_is_not_published_has_no_versions(course):
    course.page.unpublish()
    lesson = course.all_lessons[0]
    declare_change(page_id=lesson.pk, sentence=SENTENCE, by_role="editors")
    lesson.save_revision().publish()
    assert not CourseVersion.objects.exists()
    with pytest.raises(NotPublishedYet):
        note(course.page)


def note(page, **given):
    given = {"sentence": SENTENCE, "lessons": [], "quizzes": [], "by_role": "editors"} | given
    return note_change(course=page, now=now(), **given)


def test_change_without_words_or_of_another_course_is_refused(course):
    other = make_course()
    for given in (
        {"sentence": "  "},
        {"lessons": [other.all_lessons[0].translation_key]},
        {"quizzes": [other.modules[0].translation_key]},
    ):
        with pytest.raises(NothingChanged):
            note(course.page, **given)


def test_versions_are_one_row_for_all_languages(course):
    french, _ = Locale.objects.get_or_create(language_code="fr")
    page = course.page
    for each in (page.get_site().root_page, page.get_parent(), page):
        each.specific.copy_for_translation(french).save_revision().publish()
    copied = page.get_translation(french)
    note(copied, lessons=[course.all_lessons[0].translation_key])
    note(page)
    version = CourseVersion.objects.get(number=2)
    assert version.language == "fr"
    translate_change(version=version, language="nl", sentence="In het Nederlands.")
    page_cache.forget()
    for pk in (page.pk, copied.pk):
        kept = outlines().of(pk).versions
        assert [each.number for each in kept] == [2, 3]
        assert kept[0].sentences == {"fr": SENTENCE, "nl": "In het Nederlands."}


def test_copied_course_begins_at_its_first_version(course):
    note(course.page)
    declare_change(page_id=course.all_lessons[0].pk, sentence=SENTENCE, by_role="editors")
    copied = course.page.copy(recursive=True, update_attrs={"slug": "copied", "title": "Copied"})
    page_cache.forget()
    assert outlines().of(copied.pk).versions == ()
    assert CourseVersion.objects.count() == 1


# --- The screen with the versions of a course


def test_editor_notes_a_change_over_several_parts(editor, course):
    lesson, module = course.all_lessons[0], course.modules[0]
    address = reverse("course_versions", args=[course.page.pk])
    assert f'value="quiz:{module.translation_key}" id="id_parts_0_2" checked' in (
        editor.get(f"{address}?deel=quiz:{module.translation_key}").content.decode()
    )
    parts = [f"lesson:{lesson.translation_key}", f"quiz:{module.translation_key}"]
    response = editor.post(address, {"sentence": SENTENCE, "parts": parts}, follow=True)
    html = response.content.decode()
    version = CourseVersion.objects.get()
    assert (version.lessons, version.quizzes) == (
        [str(lesson.translation_key)],
        [str(module.translation_key)],
    )
    assert SENTENCE in html
    assert lesson.title in html
    assert "een redacteur" in html
    editor.post(address, {"version": 2, "language": "fr", "translation": "En français."})
    version.refresh_from_db()
    assert version.sentences == {"nl": SENTENCE, "fr": "En français."}


@pytest.mark.parametrize(
    "given",
    [
        {"sentence": "", "parts": []},
        {"sentence": SENTENCE, "parts": ["lesson:11111111-1111-1111-1111-111111111111"]},
        {"version": 2, "language": "xx", "translation": "Woorden."},
        {"version": 2, "language": "fr", "translation": " "},
    ],
)
def test_nonsense_changes_nothing(editor, course, given):
    address = reverse("course_versions", args=[course.page.pk])
    version = CourseVersionFactory(course_key=course.page.translation_key)
    assert editor.post(address, given).status_code in (200, 302)
    assert CourseVersion.objects.get().sentences == version.sentences


def test_versions_are_for_who_may_edit_the_course(client, course):
    address = reverse("course_versions", args=[course.page.pk])
    for groups in ([], [COORDINATORS]):
        user = UserFactory()
        user.groups.set([ensure_roles()[role] for role in groups])
        client.force_login(user)
        assert client.get(address).status_code in (302, 403)
        client.post(address, {"sentence": SENTENCE})
    assert not CourseVersion.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_screen_costs_the_same_whatever_the_number_of_versions(
    editor, course, number, django_assert_max_num_queries
):
    for place in range(2, 2 + number):
        CourseVersionFactory(
            course_key=course.page.translation_key,
            number=place,
            noted_at=now() - timedelta(days=place),
        )
    address = reverse("course_versions", args=[course.page.pk])
    editor.get(address)
    with django_assert_max_num_queries(40):
        assert editor.get(address).status_code == 200
