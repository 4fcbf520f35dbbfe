"""Starting: limits count per person and occasion, and what is open is gone on with."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.clock import now
from quizzes.errors import AttemptsUsedUp, QuizUnavailable, WaitBeforeRetry
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db

START = now()


def test_attempt_exists_with_its_questions_before_the_first_answer():
    attempt = begin(types=["single_choice", "true_false"], moment=START)
    assert attempt.number == 1
    assert attempt.started_at == START
    assert attempt.pass_mark == 70
    assert list(attempt.questions.values_list("position", "version__type")) == [
        (1, "single_choice"),
        (2, "true_false"),
    ]


def test_starting_again_goes_on_with_the_open_attempt():
    quiz, subject = QuizFactory(attempts_allowed=1), SubjectFactory()
    assert begin(quiz, subject=subject) == begin(quiz, subject=subject)
    assert Attempt.objects.count() == 1


def test_attempts_beyond_the_limit_are_refused():
    quiz, subject = QuizFactory(attempts_allowed=2), SubjectFactory()
    for number in (1, 2):
        attempt = begin(quiz, subject=subject)
        assert attempt.number == number
        submit_attempt(attempt=attempt, now=now())
    with pytest.raises(AttemptsUsedUp):
        begin(quiz, subject=subject)
    assert Attempt.objects.count() == 2


def test_limit_counts_per_occasion_and_per_person():
    quiz, subject = QuizFactory(attempts_allowed=1), SubjectFactory()
    submit_attempt(attempt=begin(quiz, subject=subject), now=now())
    assert begin(quiz, subject=subject, occasion="renewal").number == 1
    assert begin(quiz, subject=SubjectFactory()).number == 1


def test_next_attempt_waits_for_its_time():
    quiz, subject = QuizFactory(wait_minutes=60), SubjectFactory()
    submit_attempt(attempt=begin(quiz, subject=subject, moment=START), now=START)
    with pytest.raises(WaitBeforeRetry) as refusal:
        begin(quiz, subject=subject, moment=START + timedelta(minutes=59))
    assert refusal.value.until == START + timedelta(minutes=60)
    assert begin(quiz, subject=subject, moment=START + timedelta(minutes=60)).number == 2


def test_open_attempt_whose_time_is_over_is_closed_with_what_was_saved():
    quiz, subject = QuizFactory(time_limit_minutes=10, types=["true_false"]), SubjectFactory()
    first = begin(quiz, subject=subject, moment=START)
    save_answer(
        attempt_public_id=first.public_id,
        subject_id=subject.pk,
        position=1,
        expected_sequence=0,
        response={"choice": "true"},
        received_at=START + timedelta(minutes=9),
    )
    second = begin(quiz, subject=subject, moment=START + timedelta(minutes=11))
    first.refresh_from_db()
    assert (first.state, first.score, first.passed) == ("timed_out", 1, True)
    assert second.number == 2


def test_quiz_without_live_questions_is_not_available():
    quiz = QuizFactory(types=["true_false"])
    question = quiz.quiz_questions.get().question
    question.unpublish()
    with pytest.raises(QuizUnavailable):
        begin(quiz)
    assert not Attempt.objects.exists()


def test_unpublished_quiz_starts_no_attempt_but_goes_on_with_an_open_one():
    quiz, subject = QuizFactory(), SubjectFactory()
    attempt = begin(quiz, subject=subject)
    quiz.unpublish()
    assert begin(quiz, subject=subject) == attempt
    with pytest.raises(QuizUnavailable):
        begin(quiz, subject=SubjectFactory())


def test_order_as_drawn_is_stored_and_stays():
    attempt = begin(types=["matching"])
    drawn = attempt.questions.get().order
    assert begin(attempt.quiz, subject=attempt.subject, seed=99).questions.get().order == drawn


def test_options_come_up_as_written_when_the_quiz_does_not_shuffle():
    quiz = QuizFactory(types=["single_choice"], shuffle_options=False)
    orders = {tuple(begin(quiz, seed=seed).questions.get().order) for seed in range(5)}
    assert orders == {("a", "b", "c")}


def test_shuffled_quiz_asks_in_other_orders():
    quiz = QuizFactory(types=["single_choice"] * 4, shuffle_questions=True)
    orders = {
        tuple(begin(quiz, seed=seed).questions.values_list("version__question", flat=True))
        for seed in range(8)
    }
    assert len(orders) > 1


def test_database_refuses_a_second_open_attempt():
    attempt = begin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            subject=attempt.subject,
            quiz=attempt.quiz,
            occasion=attempt.occasion,
            number=2,
            started_at=now(),
        )


def test_database_refuses_a_closed_attempt_without_a_score():
    attempt = begin()
    attempt.state = "submitted"
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt.save()
