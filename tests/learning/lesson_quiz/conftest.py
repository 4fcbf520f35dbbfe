"""A course of two lessons, of which the first holds a quiz, and a learner who takes it."""

import pytest

from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.learning.test_services import NOON

from .quizzed_lessons import put


@pytest.fixture
def quiz(db):
    return QuizFactory(title="Wat zie je?")


@pytest.fixture
def course():
    return make_course(lessons=2, quiz=False)


@pytest.fixture
def lesson(course, quiz):
    """The first of two; it is done by passing its quiz."""
    return put(course.all_lessons[0], quiz=quiz)


@pytest.fixture
def enrolment(course, learner, client):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page, enrolled_at=NOON)
