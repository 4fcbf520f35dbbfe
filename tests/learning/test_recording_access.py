"""A recording that a course shows opens to who takes the course, and to nobody else."""

from datetime import timedelta

import pytest

from core.clock import now
from learning.models import LessonPage
from learning.search_source import words_of
from safety import page_cache
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.learning import EnrolmentFactory, make_course, segment, text
from tests.factories.recordings import SlideDeckFactory, SlideFactory, SlideImageFactory
from webinar.recordings.access import may_see
from webinar.recordings.services import hide

pytestmark = pytest.mark.django_db


def slides(recording):
    return ("slides", {"recording": recording, "first": 1, "last": 2})


def show_slide(recording):
    recording.deck = SlideDeckFactory()
    recording.save()
    slide = SlideFactory(deck=recording.deck, number=1, title="Wat hij zei", alt="Een citaat.")
    SlideImageFactory(slide=slide)


@pytest.mark.parametrize("shows", [segment, slides])
def test_enrolled_learner_may_see_what_the_course_shows(recording, shows):
    course = make_course(body=[shows(recording)])
    enrolment = EnrolmentFactory(course=course.page)
    elsewhere = EnrolmentFactory()

    assert may_see(recording, enrolment.subject_id, now())
    assert not may_see(recording, elsewhere.subject_id, now())
    assert not may_see(recording, SubjectFactory().pk, now())
    assert not may_see(recording, None, now())


def test_veto_of_the_recording_stays(recording):
    enrolment = EnrolmentFactory(course=make_course(body=[segment(recording)]).page)

    assert not may_see(recording, enrolment.subject_id, now() - timedelta(days=1))
    assert not may_see(hide(recording=recording), enrolment.subject_id, now())


def test_recording_that_left_the_course_closes(recording):
    course = make_course(lessons=1, body=[segment(recording)])
    enrolment = EnrolmentFactory(course=course.page)
    lesson = LessonPage.objects.get(pk=course.all_lessons[0].pk)
    lesson.body = []
    lesson.save_revision().publish()
    page_cache.forget()

    assert not may_see(recording, enrolment.subject_id, now())


def test_slides_of_a_withdrawn_recording_leave_no_word_in_the_lesson(client, recording):
    show_slide(recording)
    course = make_course(lessons=1, body=[slides(recording), text("Daarna.")])
    learner = UserFactory()
    EnrolmentFactory(course=course.page, subject=learner.subject)
    client.force_login(learner)
    assert "Wat hij zei" in client.get(course.all_lessons[0].url).content.decode()

    hide(recording=recording)
    page_cache.forget()

    page = client.get(course.all_lessons[0].url).content.decode()
    assert "Wat hij zei" not in page and "Een citaat." not in page
    assert "Daarna." in page


def test_slides_are_not_found_by_what_the_lesson_says(recording):
    show_slide(recording)
    course = make_course(lessons=1, body=[slides(recording), text("Daarna.")])

    words = words_of(course.all_lessons[0])

    assert "Daarna." in words
    assert "Wat hij zei" not in words and "citaat" not in words
