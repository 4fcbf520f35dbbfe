"""A pass, a completion and a certificate are true together or not at all, however an attempt ends."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from core.clock import now
from core.errors import Refusal
from credentials.models import Certificate
from learning.models import ModuleProgress
from learning.services import complete_lesson, start_quiz
from quizzes import outcomes
from quizzes.models import Attempt, Quiz
from quizzes.services import carry_out_regrade, save_answer, submit_attempt, time_out_due
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.quizzes.test_regrading import c_is_right, regrade

pytestmark = pytest.mark.django_db

LIMIT = timedelta(minutes=10)


@pytest.fixture
def course():
    course = make_course(lessons=1)
    Quiz.objects.update(time_limit_minutes=10)
    course.modules[0].refresh_from_db()
    return course


@pytest.fixture
def enrolment(course):
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    return enrolment


@pytest.fixture
def refusing(monkeypatch):
    """Somebody who is told last, when all is written, and refuses."""
    heard = []

    def refuse(outcome):
        heard.append((ModuleProgress.objects.count(), Certificate.objects.count()))
        raise Refusal

    monkeypatch.setattr(outcomes, "_listeners", [*outcomes._listeners, refuse])
    return heard


def answered(enrolment, course, choice="b", moment=None):
    """An attempt that is a pass with `b`, and not yet handed in."""
    moment = moment or now()
    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=moment)
    for position, given in ((1, choice), (2, "b")):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=position,
            expected_sequence=0,
            response={"choice": given},
            received_at=moment,
        )
    return attempt


def what_is_true(enrolment):
    enrolment.refresh_from_db()
    return (
        Attempt.objects.passed().exists(),
        ModuleProgress.objects.exists(),
        enrolment.completed_at is not None,
        Certificate.objects.exists(),
    )


ALL, NOTHING = (True,) * 4, (False,) * 4


def test_attempt_that_runs_out_of_time_completes_and_certifies_by_what_was_saved(course, enrolment):
    answered(enrolment, course, moment=now() - LIMIT)

    call_command("tick")

    assert Attempt.objects.get().state == "timed_out"
    assert what_is_true(enrolment) == ALL


def test_handing_in_that_cannot_be_finished_leaves_nothing(course, enrolment, refusing):
    attempt = answered(enrolment, course)

    with pytest.raises(Refusal):
        submit_attempt(attempt=attempt, now=now())

    # Progress and certificate stood there when it was refused.
    assert refusing == [(1, 1)]
    assert what_is_true(enrolment) == NOTHING
    assert Attempt.objects.get().is_open


def test_running_out_of_time_that_cannot_be_finished_leaves_nothing(course, enrolment, refusing):
    answered(enrolment, course, moment=now() - LIMIT)

    with pytest.raises(ExceptionGroup):
        time_out_due(now=now())

    assert refusing == [(1, 1)]
    assert what_is_true(enrolment) == NOTHING
    assert Attempt.objects.get().is_open


def test_correction_that_cannot_be_finished_leaves_nothing(course, enrolment, request):
    submit_attempt(attempt=answered(enrolment, course, choice="c"), now=now())
    assert what_is_true(enrolment) == NOTHING
    refusing = request.getfixturevalue("refusing")
    correction = regrade(c_is_right(course.modules[0].quiz), run=False)

    with pytest.raises(ExceptionGroup):
        carry_out_regrade(regrade_id=correction.pk, now=now())

    assert refusing == [(1, 1)]
    assert what_is_true(enrolment) == NOTHING
    assert Attempt.objects.get().regraded_score is None
