"""What learning hands over, erases, and makes of two Subjects that are one person."""

from datetime import timedelta

import pytest

from core.clock import now
from core.personal_data import holdings
from learning.merging import merge
from learning.models import Enrolment, LessonProgress, Played, Reflection
from learning.services import complete_lesson, enrol, reflect
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course, play, segment

pytestmark = pytest.mark.django_db

PROMPT = "7d1c6c0c-3d2c-4a54-9d7e-111111111111"
MOMENT = now()


def learns(subject_id, course, recording, lessons=1, words="A thought", moment=MOMENT):
    enrolment = enrol(course=course.page, subject_id=subject_id, now=moment)
    for lesson in course.all_lessons[:lessons]:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=moment)
    play(enrolment, course.all_lessons[0], recording, [(0, 4_000)], position=4_000, moment=moment)
    reflect(
        subject_id=subject_id,
        lesson=course.all_lessons[0],
        prompt_id=PROMPT,
        prompt="What would you say?",
        text=words,
        now=moment,
    )
    return enrolment


def holding(key):
    return next(each for each in holdings() if each.key == key)


def test_person_gets_a_copy_of_their_own_and_of_nobody_elses(learner, recording):
    course = make_course(body=[segment(recording)])
    learns(learner.subject_id, course, recording, words="Mine")
    learns(UserFactory().subject_id, course, recording, words="Another's")

    courses = holding("learning.courses").export(learner.subject_id)
    played = holding("learning.played").export(learner.subject_id)
    written = holding("learning.reflections").export(learner.subject_id)

    assert [row["course"] for row in courses] == ["A course"]
    assert [row["lesson"] for row in courses[0]["lessons"]] == ["Lesson 1.1"]
    assert [row["position_ms"] for row in played] == [4_000]
    assert [row["text"] for row in written] == ["Mine"]


def test_erasing_takes_typed_text_and_places_and_keeps_facts(learner, recording):
    course = make_course(body=[segment(recording)])
    other = UserFactory()
    learns(learner.subject_id, course, recording)
    learns(other.subject_id, course, recording)

    for each in holdings():
        if each.key.startswith("learning."):
            each.erase(learner.subject_id)

    assert [row.subject_id for row in Reflection.objects.all()] == [other.subject_id]
    assert [row.subject_id for row in Played.objects.all()] == [other.subject_id]
    assert Enrolment.objects.of(learner.subject_id).exists()


def test_merging_adds_up_what_two_subjects_did(learner, recording):
    course = make_course(lessons=3, body=[segment(recording)])
    gone = UserFactory()
    kept = learns(learner.subject_id, course, recording, words="Kept")
    earlier = MOMENT - timedelta(days=1)
    learns(gone.subject_id, course, recording, lessons=2, words="Gone", moment=earlier)

    merge(learner.subject_id, gone.subject_id)
    merge(learner.subject_id, gone.subject_id)
    gone.delete()
    gone.subject.delete()

    kept.refresh_from_db()
    assert Enrolment.objects.get() == kept
    assert kept.enrolled_at == earlier
    assert len(kept.done.lessons) == LessonProgress.objects.count() == 2
    assert Played.objects.get().subject_id == learner.subject_id
    assert Reflection.objects.get().text == "Kept\n\nGone"


def test_merging_hands_over_what_only_the_other_had(learner, recording):
    course = make_course(body=[segment(recording)])
    gone = UserFactory()
    learns(gone.subject_id, course, recording)

    merge(learner.subject_id, gone.subject_id)
    gone.delete()
    gone.subject.delete()

    assert Enrolment.objects.get().subject_id == learner.subject_id
    assert Played.objects.get().subject_id == learner.subject_id
    assert Reflection.objects.get().subject_id == learner.subject_id
