"""Places that a learner keeps in a lesson, and what they write there for themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.clock import now
from learning.errors import LessonLocked, NotEnrolled
from learning.models import Note
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, reflection, segment, text
from tests.learning.kept_notes import (
    address,
    course_with_a_minute,
    cut,
    keep,
    lines,
    say,
    taken,
    typed,
)

pytestmark = pytest.mark.django_db

JSON = "application/json"


@pytest.fixture
def course(recording):
    return course_with_a_minute(recording)


@pytest.fixture
def enrolled(client, learner, course):
    return taken(client, learner, course)


# --- Keeping


def test_place_is_kept_by_a_plain_form_that_leads_back_to_the_second(
    client, enrolled, course, recording
):
    lesson = course.all_lessons[0]

    response = client.post(address(lesson), typed(recording))

    note = Note.objects.get()
    assert (note.recording, note.at_ms, note.text) == (recording, 75_000, "Ask this first.")
    assert response.url == f"{lesson.url}?t=75#opname-{recording.pk}-60000"
    shown = client.get(response.url).content.decode()
    assert 'data-resume="75000"' in shown
    assert "Ask this first." in shown


def test_lesson_without_a_recording_is_kept_as_a_whole(client, learner):
    course = make_course(body=[text()])
    EnrolmentFactory(subject=learner.subject, course=course.page)
    client.force_login(learner)
    lesson = course.all_lessons[0]
    assert f'action="{address(lesson)}"' in client.get(lesson.url).content.decode()

    response = client.post(address(lesson), {"text": "", "moment": ""})

    assert Note.objects.get().at_ms is None
    assert response.url == f"{lesson.url}#notities"


def test_sending_twice_keeps_one_and_another_text_keeps_both(client, enrolled, course, recording):
    lesson = course.all_lessons[0]
    for words in ("First", "First", "First\r\n", "Second"):
        client.post(address(lesson), typed(recording, words=words))

    assert sorted(Note.objects.values_list("text", flat=True)) == ["First", "Second"]


@pytest.mark.parametrize(
    ("moment", "at_ms"), [("1:00", 60_000), ("01:59.5", 119_500), ("2:00", 119_999)]
)
def test_moment_up_to_the_edges_of_the_segment_is_kept(
    client, enrolled, course, recording, moment, at_ms
):
    client.post(address(course.all_lessons[0]), typed(recording, moment))
    assert Note.objects.get().at_ms == at_ms


@pytest.mark.parametrize("moment", ["0:30", "2:01", "99:59:59", "soon", "1:75", "-1:00", "1" * 21])
def test_moment_that_the_lesson_does_not_show_is_refused_and_nothing_typed_is_lost(
    client, enrolled, course, recording, moment
):
    response = client.post(
        address(course.all_lessons[0]), typed(recording, moment, "<b>Mine & only mine</b>")
    )

    assert response.status_code == 409
    assert "&lt;b&gt;Mine &amp; only mine&lt;/b&gt;" in response.content.decode()
    assert not Note.objects.exists()


@pytest.mark.parametrize("named", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_moment_of_a_recording_that_the_lesson_does_not_show_is_refused(
    client, enrolled, course, recording, named
):
    response = client.post(address(course.all_lessons[0]), typed(recording, opname=named))

    assert response.status_code == 409
    assert not Note.objects.exists()


def test_long_note_is_kept_whole_and_a_longer_one_comes_back_with_words(
    client, enrolled, course, recording
):
    lesson = course.all_lessons[0]
    longest = "\r\n".join("a" * 49 for _ in range(40))
    assert client.post(address(lesson), typed(recording, words=longest)).status_code == 302
    assert Note.objects.get().text == longest.replace("\r\n", "\n")

    response = client.post(address(lesson), typed(recording, words="a" * 2_001))
    assert response.status_code == 409
    assert "a" * 2_001 in response.content.decode()


def test_script_gets_the_notes_of_the_place_drawn_anew(client, enrolled, course, recording):
    keep(enrolled, course.all_lessons[0], recording, 100_000, "Later")
    keep(enrolled, course.all_lessons[0], words="Of the lesson")

    answer = client.post(
        address(course.all_lessons[0]), typed(recording, words="Now"), headers={"accept": JSON}
    ).json()

    assert answer["notes"].index("Now") < answer["notes"].index("Later")
    assert "Of the lesson" not in answer["notes"]


def test_field_says_not_to_write_names_before_the_first_word(client, enrolled, course):
    shown = client.get(course.all_lessons[0].url).content.decode()

    assert shown.index("Schrijf geen namen") < shown.index('<textarea id="note-')


# --- Who may


def test_only_who_takes_the_course_and_may_open_the_lesson_keeps_a_place(learner, recording):
    course = make_course(lessons=2, order="in_sequence", body=[segment(recording), text()])
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)

    with pytest.raises(LessonLocked):
        keep(enrolment, course.all_lessons[1], recording, 5_000)
    with pytest.raises(NotEnrolled):
        keep(EnrolmentFactory(subject=learner.subject), course.all_lessons[0], recording, 5_000)
    assert not Note.objects.exists()


def test_who_reads_along_is_offered_nothing_and_refused(client, course, recording):
    client.force_login(UserFactory())
    lesson = course.all_lessons[0]
    response = client.post(address(lesson), typed(recording))

    assert response.status_code == 409
    assert "data-notes" not in client.get(lesson.url).content.decode()
    assert not Note.objects.exists()


def test_another_persons_note_cannot_be_read_changed_or_deleted(client, enrolled, course):
    note = keep(enrolled, course.all_lessons[0], words="Mine alone")
    client.force_login(UserFactory())
    own = reverse("learning:change_note", args=[note.public_id])
    away = reverse("learning:delete_note", args=[note.public_id])

    answers = [
        client.get(own),
        client.get(away),
        client.post(own, {"text": "Theirs", "gezien": note.fingerprint}),
        client.post(away),
        client.get("/mijn/notities/"),
        client.get("/mijn/notities/notities.txt"),
    ]

    assert all("Mine alone" not in answer.content.decode() for answer in answers)
    assert [answer.status_code for answer in answers[:4]] == [404, 404, 409, 302]
    assert Note.objects.get().text == "Mine alone"


def test_list_asks_to_sign_in_first(client):
    for path in ("/mijn/notities/", "/mijn/notities/notities.txt"):
        assert client.get(path).url.startswith("/accounts/login/")


# --- Expired sessions


@pytest.mark.parametrize("field", ["note", "reflection"])
def test_what_was_typed_outlives_the_session(learner, recording, field):
    """Signed out, then signed in again in another tab: the same page is sent until it is kept."""
    course = make_course(body=[segment(recording), reflection()])
    lesson = course.all_lessons[0]
    EnrolmentFactory(subject=learner.subject, course=course.page)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(learner)
    where, sent = address(lesson), {"text": "What I thought of.", "moment": ""}
    if field == "reflection":
        where = reverse("learning:reflect", args=[lesson.pk])
        sent["prompt"] = lesson.body[1].id
    sent["csrfmiddlewaretoken"] = token(browser.get(lesson.url))

    browser.logout()
    signed_out = browser.post(where, sent)
    browser.force_login(learner)
    sent["csrfmiddlewaretoken"] = "a" * 64
    stale = browser.post(where, sent)
    sent["csrfmiddlewaretoken"] = token(stale)
    again = browser.post(where, sent)

    assert [answer.status_code for answer in (signed_out, stale, again)] == [401, 403, 302]
    for answer in (signed_out, stale):
        assert "What I thought of." in answer.content.decode()
        assert "no-store" in answer.headers["Cache-Control"]
    assert f"/accounts/login/?next={lesson.url}" in signed_out.content.decode()
    assert "What I thought of." in browser.get(lesson.url).content.decode()


def token(response):
    """As it stands in the page, where a form of ours puts it."""
    content = response.content.decode()
    return content.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


# --- Cuts and vetoes


def test_moment_survives_a_cut(client, enrolled, course, recording):
    """1:30 of the source is 1:10 once twenty seconds before it are cut; so it is for a new note."""
    lesson = course.all_lessons[0]
    keep(enrolled, lesson, recording, 90_000, "Before the cut")
    cuts = cut(recording, 30_000, 50_000)

    [line] = lines(enrolled.subject_id)
    assert (line.label, line.url) == ("1:10", f"{lesson.url}?t=90#opname-{recording.pk}-60000")
    client.post(address(lesson), typed(recording, "1:10", "After", knippen=str(cuts.pk)))
    assert set(Note.objects.values_list("at_ms", flat=True)) == {90_000}


def test_page_from_before_a_cut_still_means_the_moment_it_showed(
    client, enrolled, course, recording
):
    lesson = course.all_lessons[0]
    cut(recording, 30_000, 50_000)

    client.post(address(lesson), typed(recording, "1:30"))

    assert Note.objects.get().at_ms == 90_000


def test_moment_that_is_cut_is_not_quoted(enrolled, course, recording):
    say(recording, 90_000, "A name.")
    say(recording, 94_000, "What follows.")
    keep(enrolled, course.all_lessons[0], recording, 90_500, "My words")
    assert lines(enrolled.subject_id)[0].quote == "A name. What follows."

    cut(recording, 89_000, 93_000)

    [line] = lines(enrolled.subject_id)
    assert (line.quote, line.text, bool(line.remark)) == ("", "My words", True)


@pytest.mark.parametrize("why", ["withdrawn", "past"])
def test_recording_that_may_not_be_opened_leaves_only_the_own_words(
    client, enrolled, course, recording, why
):
    say(recording, 90_000, "What she said.")
    keep(enrolled, course.all_lessons[0], recording, 90_500, "My words")
    if why == "withdrawn":
        recording.published_at = None
    else:
        recording.visible_until = now() - timedelta(minutes=1)
    recording.save()

    for path in ("/mijn/notities/", "/mijn/notities/notities.txt", "/mijn/"):
        shown = client.get(path).content.decode()
        assert "My words" in shown
        assert "What she said." not in shown
        assert "?t=" not in shown


def test_note_outlives_the_lesson_being_taken_offline(client, enrolled, course, recording):
    lesson = course.all_lessons[0]
    keep(enrolled, lesson, recording, 90_500, "My words")
    lesson.unpublish()
    page_cache.forget()

    shown = client.get("/mijn/notities/").content.decode()

    assert "My words" in shown
    assert lesson.title in shown
    assert lesson.url not in shown
    assert client.get("/mijn/").status_code == 200
