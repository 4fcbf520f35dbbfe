"""Handing in: the mark is derived from the newest answers, once; whoever registered is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from core.clock import now
from core.errors import Refusal
from quizzes import outcomes
from quizzes.enums import AttemptState
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt, time_out_due
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db

START = now()


@pytest.fixture
def told(monkeypatch):
    """What listeners heard."""
    heard = []
    monkeypatch.setattr(outcomes, "_listeners", [])
    outcomes.register(heard.append)
    return heard


def save(attempt, position, choice, sequence=0):
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=position,
        expected_sequence=sequence,
        response={"choice": choice},
        received_at=START,
    )


def test_newest_answer_counts(told):
    attempt = begin(pass_mark=50)
    save(attempt, 1, "a")
    save(attempt, 1, "b", sequence=1)
    save(attempt, 2, "b")
    save(attempt, 2, "c", sequence=1)
    closed = submit_attempt(attempt=attempt, now=START)
    assert closed.state == AttemptState.SUBMITTED
    assert closed.submitted_at == START
    assert (closed.score, closed.passed) == (Decimal("0.5"), True)
    assert list(closed.questions.values_list("mark", flat=True)) == [1, 0]


def test_outcome_says_what_happened(told):
    attempt = begin(pass_mark=50)
    save(attempt, 1, "b")
    submit_attempt(attempt=attempt, now=START)
    assert told == [
        outcomes.Outcome(
            attempt_id=attempt.pk,
            subject_id=attempt.subject_id,
            quiz_id=attempt.quiz_id,
            occasion="course",
            passed=True,
            score=Decimal("0.50000"),
            at=START,
        )
    ]


def test_submitting_twice_changes_nothing_and_tells_once(told):
    attempt = begin()
    submit_attempt(attempt=attempt, now=START)
    again = submit_attempt(attempt=attempt, now=START + timedelta(hours=1))
    assert again.submitted_at == START
    assert len(told) == 1


def test_listener_that_refuses_undoes_the_submission(told):
    def refuse(outcome):
        raise Refusal

    attempt = begin()
    outcomes.register(refuse)
    with pytest.raises(Refusal):
        submit_attempt(attempt=attempt, now=START)
    attempt.refresh_from_db()
    assert attempt.is_open
    assert attempt.questions.filter(mark=None).count() == 2


def test_registering_twice_tells_once(told):
    outcomes.register(told.append)
    submit_attempt(attempt=begin(), now=START)
    assert len(told) == 1


def test_score_of_two_thirds_does_not_reach_67(told):
    attempt = begin(types=["true_false"] * 3, pass_mark=67)
    for position, choice in enumerate(["true", "true", "false"], start=1):
        save(attempt, position, choice)
    closed = submit_attempt(attempt=attempt, now=START)
    assert (closed.score, closed.passed) == (Decimal("0.66667"), False)


def test_quiz_without_a_pass_mark_is_passed_by_finishing(told):
    assert submit_attempt(attempt=begin(pass_mark=None), now=START).passed is True


def test_pass_mark_is_the_one_announced_at_the_start(told):
    quiz = QuizFactory(pass_mark=50)
    attempt = begin(quiz)
    quiz.pass_mark = 100
    quiz.save()
    save(attempt, 1, "b")
    assert submit_attempt(attempt=attempt, now=START).passed is True


def test_late_submission_is_timed_out_at_its_end(told):
    attempt = begin(time_limit_minutes=10, moment=START)
    save(attempt, 1, "b")
    closed = submit_attempt(attempt=attempt, now=START + timedelta(minutes=30))
    assert closed.state == AttemptState.TIMED_OUT
    assert closed.submitted_at == START + timedelta(minutes=10)
    assert closed.score == Decimal("0.5")


def test_periodic_job_closes_what_is_due_and_counts_what_was_saved(told):
    quiz = QuizFactory(time_limit_minutes=10)
    due, later = begin(quiz, moment=START), begin(quiz, moment=START + timedelta(minutes=5))
    unlimited = begin(moment=START)
    save(due, 1, "b")
    assert time_out_due(now=START + timedelta(minutes=10)) == 1
    assert time_out_due(now=START + timedelta(minutes=10)) == 0
    due.refresh_from_db()
    assert (due.state, due.score) == (AttemptState.TIMED_OUT, Decimal("0.5"))
    assert set(Attempt.objects.open()) == {later, unlimited}
    assert [outcome.attempt_id for outcome in told] == [due.pk]


def test_attempt_that_cannot_be_closed_keeps_no_other_open(told):
    quiz = QuizFactory(time_limit_minutes=10)
    broken, sound = begin(quiz, moment=START), begin(quiz, moment=START)

    def refuse(outcome):
        if outcome.attempt_id == broken.pk:
            raise Refusal

    outcomes.register(refuse)
    with pytest.raises(ExceptionGroup) as raised:
        time_out_due(now=START + timedelta(minutes=10))
    assert raised.group_contains(Refusal)
    assert list(Attempt.objects.open()) == [broken]
    assert Attempt.objects.closed().get() == sound


def test_ticking_clock_closes_what_is_due(told):
    attempt = begin(time_limit_minutes=1, moment=now() - timedelta(minutes=5))
    call_command("tick")
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.TIMED_OUT
