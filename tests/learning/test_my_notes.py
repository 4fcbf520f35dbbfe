"""The list of what a learner kept, and what becomes of it with the person."""

from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse

from accounts.services import erase
from core.clock import now
from core.personal_data import holdings
from learning.errors import NotEnrolled
from learning.merging import merge
from learning.models import Note
from learning.queries import my_notes
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory
from tests.learning.kept_notes import (
    course_with_a_minute,
    keep,
    lines,
    say,
    taken,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(recording):
    return course_with_a_minute(recording)


@pytest.fixture
def enrolled(client, learner, course):
    return taken(client, learner, course)


def test_list_groups_by_course_and_lesson_in_their_order(client, enrolled, course, recording):
    first, second = course.all_lessons
    keep(enrolled, second, recording, 70_000, "c")
    keep(enrolled, first, recording, 110_000, "b")
    keep(enrolled, first, recording, 70_000, "a")
    keep(enrolled, first, words="whole")
    say(recording, 70_000, "Hoe gaat het nu met u?")

    screen = client.get("/mijn/notities/").context["notes"]
    [of_course] = screen.courses
    assert [(each.title, [line.text for line in each.lines]) for each in of_course.lessons] == [
        ("Lesson 1.1", ["whole", "a", "b"]),
        ("Lesson 1.2", ["c"]),
    ]
    text_file = client.get("/mijn/notities/notities.txt")
    assert text_file.headers["Content-Disposition"] == 'attachment; filename="notities.txt"'
    assert "[1:10] “Hoe gaat het nu met u?”\na" in text_file.content.decode()


def test_learner_who_changes_language_finds_the_note_in_that_language(enrolled, course, recording):
    """As progress is: kept by the key that the lesson has in every language."""
    note = keep(enrolled, course.all_lessons[0], recording, 70_000)
    assert note.lesson_key == course.all_lessons[0].translation_key
    found = my_notes(subject_id=enrolled.subject_id, language="fr", now=now())
    assert found.courses[0].lessons[0].url == course.all_lessons[0].url


def test_changing_keeps_the_words_and_a_second_window_loses_none(client, enrolled, course):
    note = keep(enrolled, course.all_lessons[0], words="First")
    own = reverse("learning:change_note", args=[note.public_id])
    seen = client.get(own).context["seen"]

    for _twice in range(2):
        assert client.post(own, {"text": "Mine", "gezien": seen}).status_code == 302
    conflict = client.post(own, {"text": "Other window", "gezien": seen})

    assert conflict.status_code == 409
    assert "<p>Mine</p>" in conflict.content.decode()
    assert ">Other window</textarea>" in conflict.content.decode()
    assert Note.objects.get().text == "Mine"
    again = {"text": "Other window", "gezien": conflict.context["seen"]}
    assert client.post(own, again).status_code == 302
    assert Note.objects.get().text == "Other window"


def test_changing_a_note_that_was_deleted_meanwhile_loses_no_words(client, enrolled, course):
    note = keep(enrolled, course.all_lessons[0])
    own = reverse("learning:change_note", args=[note.public_id])
    note.delete()

    response = client.post(own, {"text": "What I typed", "gezien": note.fingerprint})

    assert response.status_code == 409
    assert "What I typed" in response.content.decode()


def test_changing_a_note_into_one_that_stands_there_leaves_one(client, enrolled, course):
    keep(enrolled, course.all_lessons[0], words="The same")
    other = keep(enrolled, course.all_lessons[0], words="Other")

    client.post(
        reverse("learning:change_note", args=[other.public_id]),
        {"text": "The same", "gezien": other.fingerprint},
    )

    assert Note.objects.get().text == "The same"


def test_deleting_asks_first_and_is_safe_to_repeat(client, enrolled, course):
    note = keep(enrolled, course.all_lessons[0], words="To go")
    away = reverse("learning:delete_note", args=[note.public_id])

    assert "To go" in client.get(away).content.decode()
    assert Note.objects.exists()
    for _twice in range(2):
        assert client.post(away).url == "/mijn/notities/"
    assert not Note.objects.exists()


def queries_of(client, path, django_assert_max_num_queries, most):
    client.get(path)
    with django_assert_max_num_queries(most) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_list_takes_as_many_queries_for_one_note_as_for_three(
    client, enrolled, course, recording, django_assert_max_num_queries
):
    say(recording, 70_000, "Said.")
    keep(enrolled, course.all_lessons[0], recording, 70_000)
    one = queries_of(client, "/mijn/notities/", django_assert_max_num_queries, 10)
    for at_ms in (80_000, 90_000):
        keep(enrolled, course.all_lessons[1], recording, at_ms)
    assert queries_of(client, "/mijn/notities/", django_assert_max_num_queries, 10) == one


def test_many_notes_come_in_pages(client, enrolled, course):
    for number in range(41):
        keep(enrolled, course.all_lessons[0], words=f"Note {number}")

    assert len(lines(enrolled.subject_id)) == 40
    assert "?page=2" in client.get("/mijn/notities/").content.decode()
    assert client.get("/mijn/notities/?page=2").content.decode().count('id="notitie-') == 1
    assert client.get("/mijn/notities/?page=nonsense").status_code == 200
    assert client.get("/mijn/notities/notities.txt").content.decode().count("Note ") == 41


def test_notes_are_in_the_copy_and_go_with_the_person(learner, course, recording):
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    keep(enrolment, course.all_lessons[0], recording, 70_000, "Mine")
    other = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    keep(other, course.all_lessons[0], recording, 70_000, "Another's")

    [holding] = [each for each in holdings() if each.key == "learning.notes"]
    assert [(row["text"], row["at_ms"]) for row in holding.export(learner.subject_id)] == [
        ("Mine", 70_000)
    ]
    erase(user=learner)

    assert [note.text for note in Note.objects.all()] == ["Another's"]
    with pytest.raises(NotEnrolled):
        keep(enrolment, course.all_lessons[0], recording, 70_000, "After all")


def test_notes_of_two_subjects_that_are_one_person_come_together(learner, course):
    own = EnrolmentFactory(subject=learner.subject, course=course.page)
    keep(own, course.all_lessons[0], words="Both")
    other = UserFactory()
    gone = EnrolmentFactory(subject=other.subject, course=course.page)
    for words in ("Both", "Only there"):
        keep(gone, course.all_lessons[0], words=words)

    merge(learner.subject_id, other.subject_id)

    found = Note.objects.filter(subject_id=learner.subject_id).values_list("text", flat=True)
    assert sorted(found) == ["Both", "Only there"]
    assert not Note.objects.exclude(subject_id=learner.subject_id).exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_keeps_one(learner, course, recording):
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)

    def press():
        keep(enrolment, course.all_lessons[0], recording, 70_000)
        connection.close()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Note.objects.count() == 1
