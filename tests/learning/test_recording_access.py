"""A recording that a course shows opens to who takes the course, and to nobody else."""

from datetime import timedelta

import pytest

from core.clock import now
from learning.models import LessonPage
from safety import page_cache
from tests.factories.accounts import SubjectFactory
from tests.factories.learning import EnrolmentFactory, make_course, segment
from webinar.recordings.access import may_see
from webinar.recordings.services import hide

pytestmark = pytest.mark.django_db


def slides(recording):
    return ("slides", {"recording": recording, "first": 1, "last": 2})


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
