"""Rules of a quiz at their edges: what an editor cannot save, and what holds where they meet."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.clock import now
from quizzes.errors import WaitBeforeRetry
from quizzes.models import Quiz
from quizzes.services import save_answer, submit_attempt
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("pass_mark", 0),
        ("pass_mark", 101),
        ("attempts_allowed", 0),
        ("time_limit_minutes", 0),
        ("time_limit_minutes", 7 * 24 * 60 + 1),
        ("time_limit_minutes", 10**15),
        ("wait_minutes", 365 * 24 * 60 + 1),
        ("wait_minutes", -1),
    ],
)
def test_rule_that_makes_no_sense_is_refused(rule, value):
    quiz = Quiz(key="odd", title="Odd", **{rule: value})
    with pytest.raises(ValidationError) as refused:
        quiz.full_clean()
    assert set(refused.value.message_dict) == {rule}


@pytest.mark.parametrize(
    "rules", [{"pass_mark": 0}, {"attempts_allowed": 0}, {"time_limit_minutes": 0}]
)
def test_database_refuses_it_too(rules):
    with pytest.raises(IntegrityError), transaction.atomic():
        Quiz.objects.create(key="odd", title="Odd", **rules)
    assert not Quiz.objects.exists()


def right(attempt, count):
    for position in range(1, count + 1):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=position,
            expected_sequence=0,
            response={"choice": "b"},
            received_at=now(),
        )
    return submit_attempt(attempt=attempt, now=now())


@pytest.mark.parametrize(("count", "passed"), [(2, True), (1, False)])
def test_pass_mark_of_a_hundred_takes_everything(count, passed):
    attempt = right(begin(pass_mark=100), count)
    assert attempt.passed is passed


@pytest.mark.parametrize(("count", "passed"), [(1, True), (0, False)])
def test_pass_mark_of_one_takes_something(count, passed):
    attempt = right(begin(pass_mark=1), count)
    assert attempt.passed is passed


def test_waiting_time_holds_without_a_limit_of_attempts():
    quiz = QuizFactory(wait_minutes=60, attempts_allowed=None)
    moment = now()
    first = begin(quiz, moment=moment)
    submit_attempt(attempt=first, now=moment)

    with pytest.raises(WaitBeforeRetry) as refused:
        begin(quiz, subject=first.subject, moment=moment + timedelta(minutes=59))

    assert refused.value.until == moment + timedelta(minutes=60)
    assert begin(quiz, subject=first.subject, moment=moment + timedelta(minutes=60)).number == 2
