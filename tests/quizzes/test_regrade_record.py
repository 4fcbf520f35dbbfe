"""Nothing is marked again by itself; and what was marked again says who decided it, when and why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command

from core.clock import now
from quizzes.enums import RegradeReason
from quizzes.models import Attempt, Regrade, RegradedAttempt, RegradedQuestion
from quizzes.services import Target, carry_out_regrade, start_regrade
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuizFactory
from tests.factories.sittings import sit

from .test_regrading import c_is_right

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    return QuizFactory(pass_mark=50, types=["single_choice"])


def verdicts():
    rows = Attempt.objects.order_by("pk")
    return [(each.score_now, each.passed_now, each.regraded_score) for each in rows]


def test_publishing_a_corrected_question_marks_nothing_again(quiz, work):
    sit(quiz, "b")
    sit(quiz, "c")
    before = verdicts()

    c_is_right(quiz)
    work()
    call_command("tick")

    assert verdicts() == before == [(1, True, None), (0, False, None)]
    assert not Regrade.objects.exists()


def test_record_says_who_decided_it_when_and_why_and_from_what_to_what(quiz):
    attempt, by, moment = sit(quiz, "c"), SubjectFactory(), now() + timedelta(minutes=1)
    version = c_is_right(quiz)

    started = start_regrade(
        public_id=uuid4(),
        targets=[Target(version)],
        quiz=quiz,
        reason=RegradeReason.UNCLEAR,
        note="Twee lezingen.",
        by_id=by.pk,
        closed_until=moment,
        now=moment,
    )
    carry_out_regrade(regrade_id=started.pk, now=moment)

    regrade = Regrade.objects.get()
    assert (regrade.started_by_id, regrade.started_at) == (by.pk, moment)
    assert (regrade.reason, regrade.note.text, regrade.quiz) == ("unclear", "Twee lezingen.", quiz)
    row = RegradedAttempt.objects.get()
    assert (row.attempt_id, row.regraded_at) == (attempt.pk, moment)
    assert (row.score_before, row.score_after) == (0, 1)
    assert (row.passed_before, row.passed_after) == (False, True)
    question = RegradedQuestion.objects.get()
    assert (question.from_version.number, question.to_version) == (1, version)
