"""What whoever asks sees of the catalogue, a course, a module and a lesson."""

import re

import pytest
from django.contrib.auth.models import Group

from core.clock import now
from learning.enums import OpenTo, Order
from learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from learning.services import complete_lesson, enrol
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import (
    EnrolmentFactory,
    catalogue,
    make_course,
    reflection,
    segment,
    text,
)
from tests.learning.pages import words

pytestmark = pytest.mark.django_db


# --- The tree


def test_pages_stand_below_each_other():
    assert CourseIndexPage.allowed_subpage_models() == [CoursePage]
    assert CoursePage.allowed_subpage_models() == [ModulePage]
    assert ModulePage.allowed_subpage_models() == [LessonPage]
    assert LessonPage.allowed_subpage_models() == []


# --- The catalogue


def test_catalogue_is_the_same_for_everyone_and_sets_no_cookie(client, learner):
    make_course(title="The course", modules=2)
    catalogue()
    anonymous = client.get("/leren/")
    page_cache.forget()
    client.force_login(learner)
    signed_in = client.get("/leren/")

    assert anonymous.content == signed_in.content
    assert not signed_in.cookies
    assert anonymous["Referrer-Policy"] == "no-referrer"
    assert "The course" in words(anonymous)
    assert "Module 2" in words(anonymous)


def test_empty_catalogue_says_so(client):
    catalogue()
    assert client.get("/leren/").status_code == 200


# --- A course


def test_course_offers_an_account_to_a_stranger(client):
    course = make_course()
    response = client.get(course.page.url)

    assert f"/accounts/signup/?next={course.page.url}" in words(response)
    assert "/leren/inschrijven/" not in words(response)
    assert "sessionid" not in response.cookies


def test_course_offers_enrolment_to_who_is_signed_in(client, learner):
    course = make_course()
    client.force_login(learner)

    assert f"/leren/inschrijven/{course.page.pk}/" in words(client.get(course.page.url))


def test_closed_course_offers_nothing(client, learner):
    course = make_course(open_to=OpenTo.NOBODY)
    client.force_login(learner)

    assert "/leren/inschrijven/" not in words(client.get(course.page.url))


def test_course_under_way_shows_the_next_step_and_what_is_left(client, learner):
    course = make_course(modules=1, lessons=2)
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    client.force_login(learner)

    screen = client.get(course.page.url).context["screen"]

    assert screen.way.next.url == course.all_lessons[1].url
    assert screen.way.percent == 33
    assert (screen.way.left.lessons, screen.way.left.minutes) == (1, 5 + 8)
    assert screen.way.left.quizzes == ("Module 1",)


def test_course_begins_before_anything_is_done_and_goes_on_afterwards(client, learner):
    course = make_course(modules=1, lessons=2)
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=now())
    client.force_login(learner)
    addresses = [course.page.url, "/mijn/", course.modules[0].url]

    assert [re.findall(r"(Begin|Ga verder)\b", shown(client, url)) for url in addresses] == [
        ["Begin"]
    ] * 3
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    assert [re.findall(r"(Begin|Ga verder)\b", shown(client, url)) for url in addresses] == [
        ["Ga verder"]
    ] * 3


def test_tab_says_where_in_a_course_and_not_what_it_is_about(client, learner):
    course = make_course(title="Geweld herkennen", modules=2, lessons=3, body=[text("Words.")])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    pages = [course.page, course.modules[1], course.all_lessons[4]]

    assert [tab(client.get(page.url)) for page in pages] == [
        "Cursus",
        "Module 2",
        "Module 2, Les 2 van 3",
    ]


def shown(client, url):
    """The words of the one filled button of a page."""
    return " ".join(re.findall(r'<a class="button" [^>]*>([^<]*)', words(client.get(url))))


def tab(response):
    return re.search(r"<title>(.*?) \| ", words(response), re.DOTALL).group(1).strip()


def test_draft_course_is_not_found(client):
    course = make_course()
    course.page.unpublish()

    assert client.get(course.page.url).status_code == 404


def test_course_page_of_another_language_keeps_the_progress(client, learner):
    from wagtail.models import Locale

    course = make_course(lessons=1)
    french, _ = Locale.objects.get_or_create(language_code="fr")
    for page in (
        course.page.get_site().root_page,
        course.page.get_parent(),
        course.page,
        course.modules[0],
        course.all_lessons[0],
    ):
        page.specific.copy_for_translation(french).save_revision().publish()
    translated = course.page.get_translation(french)
    enrolment = enrol(course=course.page, subject_id=learner.subject_id, now=now())
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    client.force_login(learner)

    response = client.get(translated.url)

    assert translated.url.startswith("/fr/")
    assert response.context["screen"].way.left.lessons == 0
    assert enrol(course=translated, subject_id=learner.subject_id, now=now()) == enrolment


# --- Modules and lessons


@pytest.mark.parametrize("signed_in", [False, True])
def test_lesson_keeps_its_text_from_who_is_not_enrolled(client, learner, signed_in):
    course = make_course(body=[text("Only for learners.")])
    if signed_in:
        client.force_login(learner)

    response = client.get(course.all_lessons[0].url)

    assert response.status_code == 200
    assert "Only for learners." not in words(response)
    assert course.page.url in words(response)


def test_enrolment_of_another_person_or_course_opens_nothing(client, learner):
    course = make_course(body=[text("Only for learners.")])
    EnrolmentFactory(course=course.page)
    EnrolmentFactory(subject=learner.subject)
    client.force_login(learner)

    assert "Only for learners." not in words(client.get(course.all_lessons[0].url))


def test_enrolled_learner_reads_the_lesson(client, learner):
    course = make_course(body=[text("Only for learners.")])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    response = client.get(course.all_lessons[0].url)

    assert "Only for learners." in words(response)
    assert f"/leren/les/{course.all_lessons[0].pk}/afronden/" in words(response)
    assert response["Cache-Control"] == "private, no-store"


def test_lesson_in_sequence_is_locked_in_words(client, learner):
    course = make_course(order=Order.IN_SEQUENCE, body=[text("Only in its turn.")])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    response = client.get(course.all_lessons[1].url)

    assert response.status_code == 200
    assert response.context["screen"].state == "locked"
    assert "Only in its turn." not in words(response)


def test_editor_reads_every_lesson_without_enrolling(client):
    course = make_course(order=Order.IN_SEQUENCE, body=[text("For editors too.")])
    editor = UserFactory()
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)

    response = client.get(course.all_lessons[1].url)

    assert "For editors too." in words(response)
    assert "/afronden/" not in words(response)


def test_looking_at_a_lesson_changes_nothing(client, learner):
    course = make_course()
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    client.get(course.all_lessons[0].url)

    assert not enrolment.lessons.exists()


def test_lesson_that_an_editor_publishes_anew_is_read_anew(client, learner):
    course = make_course(body=[text("As it was.")])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    page = course.all_lessons[0]
    client.get(page.url)

    page.body = [text("As it is now.")]
    page.save_revision().publish()
    page_cache.forget()

    assert "As it is now." in words(client.get(page.url))


def test_reflection_shows_only_what_the_reader_wrote(client, learner):
    course = make_course(body=[reflection("What would you say?")])
    page = course.all_lessons[0]
    other = UserFactory()
    for user, thought in ((learner, "My own thought"), (other, "Another's thought")):
        EnrolmentFactory(subject=user.subject, course=course.page)
        client.force_login(user)
        sent = client.post(
            f"/leren/les/{page.pk}/reflectie/", {"prompt": page.body[0].id, "text": thought}
        )
        field = words(client.get(sent.url)).partition('class="reflection"')[2]
        assert "Bewaard. Alleen jij kunt dit lezen." in field
    client.force_login(learner)

    shown = words(client.get(page.url))

    assert "What would you say?" in shown
    assert "My own thought" in shown
    assert "Another" not in shown
    assert "My own thought" in words(client.get("/mijn/overdenkingen/"))


def test_question_for_oneself_says_not_to_write_names_before_the_first_word_and_why(
    client, learner
):
    course = make_course(body=[reflection()])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    field = words(client.get(course.all_lessons[0].url)).partition('class="reflection"')[2]
    hint = field.partition('class="field__hint" id="')[2].partition('"')[0]

    assert field.index("Schrijf geen namen") < field.index("<textarea")
    assert "horen in je eigen dossier, niet op een website" in field.partition("<textarea")[0]
    assert f'aria-describedby="{hint}"' in field.partition("<textarea")[2].partition(">")[0]


def test_player_carries_the_readers_own_token_and_place_and_keeps_neither(
    client, learner, recording
):
    course = make_course(body=[segment(recording, 0, 60_000)])
    page = course.all_lessons[0]
    other = UserFactory()
    shown = {}
    for user, seconds in ((learner, 20), (other, 40)):
        EnrolmentFactory(subject=user.subject, course=course.page)
        client.force_login(user)
        client.post(
            f"/leren/les/{page.pk}/gespeeld/",
            {"intervals": [[0, 1000]], "position_ms": seconds * 1000},
            content_type="application/json",
        )
        response = client.get(page.url)
        token = str(response.context["csrf_token"])
        assert f'value="{token}"' in response.content.decode()
        assert f'data-resume="{seconds * 1000}"' in response.content.decode()
        assert "the-readers-own-token" not in response.content.decode()
        shown[user] = token
    assert shown[learner] != shown[other]


def test_recording_that_is_withdrawn_leaves_the_lesson_readable(client, learner, recording):
    course = make_course(body=[segment(recording), text("The text stays.")])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    page = course.all_lessons[0]
    assert '<section class="player"' in words(client.get(page.url))

    from webinar.recordings.services import hide

    hide(recording=recording)
    page_cache.forget()
    response = client.get(page.url)

    assert "<video" not in words(response)
    assert "The text stays." in words(response)


def test_lesson_as_text_has_no_player(client, learner, recording):
    course = make_course(body=[segment(recording), text()])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    response = client.get(f"{course.all_lessons[0].url}?weergave=tekst")

    assert "<video" not in words(response)
    assert '<input type="hidden" name="read" value="text">' in words(response)


def test_held_back_sentence_is_left_out_for_learners_and_marked_in_the_preview(client, learner, rf):
    course = make_course(
        body=[
            (
                "text",
                '<p>This is known. This <span data-claim="nobody-knows">is not</span>.</p>',
            )
        ]
    )
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    page = course.all_lessons[0]

    shown = words(client.get(page.url))
    preview = page.make_preview_request()

    assert "This is known." in shown
    assert "is not" not in shown
    assert "is not" in words(preview)


def test_module_shows_lessons_and_quiz(client, learner):
    course = make_course()
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)

    response = client.get(course.modules[0].url)

    assert course.all_lessons[1].url in words(response)
    assert f"/leren/module/{course.modules[0].pk}/toets/" in words(response)


def test_field_that_an_editor_left_empty_has_no_heading_on_the_page(client):
    # So the editor stores a text without words.
    nothing = '<p data-block-key="a1b2c"></p>'
    course = make_course(objectives=nothing)
    module = course.modules[0]
    module.goals = nothing
    module.save()

    offered, of_module = words(client.get(course.page.url)), words(client.get(module.url))

    assert course.modules[0].title in offered
    assert "Wat je leert" not in offered
    assert course.all_lessons[0].title in of_module
    assert "Na deze module kun je" not in of_module
