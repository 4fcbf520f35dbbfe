"""Answers are appended, in sequence; an acknowledged one is never lost, doubled or overwritten."""

from datetime import timedelta

import pytest

from core.clock import now
from quizzes.errors import (
    AnswerChecked,
    AttemptClosed,
    MalformedResponse,
    StaleAnswer,
    UnknownAttempt,
)
from quizzes.models import Answer, TypedText
from quizzes.services import (
    FormAnswer,
    check_question,
    save_answer,
    save_form,
    submit_attempt,
)
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db

START = now()
A, B, C = {"choice": "a"}, {"choice": "b"}, {"choice": "c"}


def save(attempt, response, *, sequence=0, position=1, **changes):
    return save_answer(
        **{
            "attempt_public_id": attempt.public_id,
            "subject_id": attempt.subject_id,
            "position": position,
            "expected_sequence": sequence,
            "response": response,
            "received_at": START,
        }
        | changes
    )


def stored():
    return list(Answer.objects.order_by("pk").values_list("sequence", "response"))


def test_answers_are_appended():
    attempt = begin()
    assert save(attempt, A).sequence == 1
    assert save(attempt, B, sequence=1).sequence == 2
    assert stored() == [(1, A), (2, B)]


def test_same_answer_sent_again_is_acknowledged_and_not_doubled():
    attempt = begin()
    first = save(attempt, A)
    assert save(attempt, A) == first
    assert save(attempt, A, sequence=1) == first
    assert stored() == [(1, A)]


def test_answer_from_a_stale_window_is_refused_with_the_newest():
    attempt = begin()
    save(attempt, A)
    save(attempt, B, sequence=1)
    with pytest.raises(StaleAnswer) as refusal:
        save(attempt, C, sequence=1)
    assert (refusal.value.newest.sequence, refusal.value.newest.response) == (2, B)
    assert stored() == [(1, A), (2, B)]


def test_going_back_to_an_earlier_answer_from_a_stale_window_is_stale_too():
    attempt = begin()
    save(attempt, A)
    save(attempt, B, sequence=1)
    with pytest.raises(StaleAnswer):
        save(attempt, A, sequence=0)
    assert stored() == [(1, A), (2, B)]


def test_sequence_from_the_future_is_refused():
    attempt = begin()
    with pytest.raises(StaleAnswer) as refusal:
        save(attempt, A, sequence=3)
    assert refusal.value.newest is None
    assert stored() == []


def test_nothing_is_added_after_submission():
    attempt = begin()
    submit_attempt(attempt=attempt, now=START)
    with pytest.raises(AttemptClosed):
        save(attempt, A)
    assert stored() == []


def test_answer_whose_reply_was_lost_is_acknowledged_after_submission_too():
    attempt = begin()
    first = save(attempt, A)
    submit_attempt(attempt=attempt, now=START)
    assert save(attempt, A) == first
    with pytest.raises(AttemptClosed):
        save(attempt, B, sequence=1)
    assert stored() == [(1, A)]


def test_nothing_is_added_after_the_time_is_over():
    attempt = begin(time_limit_minutes=10, moment=START)
    save(attempt, A, received_at=START + timedelta(minutes=10) - timedelta(microseconds=1))
    with pytest.raises(AttemptClosed):
        save(attempt, B, sequence=1, received_at=START + timedelta(minutes=10))
    assert stored() == [(1, A)]


@pytest.mark.parametrize(
    "changes",
    [{"position": 9}, {"position": 0}, {"subject_id": "other"}, {"attempt_public_id": "other"}],
)
def test_what_is_not_there_for_this_person_is_unknown(changes):
    attempt = begin()
    other = begin()
    if changes.get("subject_id"):
        changes = {"subject_id": SubjectFactory().pk}
    if changes.get("attempt_public_id"):
        changes = {"attempt_public_id": other.public_id}
    with pytest.raises(UnknownAttempt):
        save(attempt, A, **changes)
    assert stored() == []


def test_option_of_another_question_is_refused():
    attempt = begin(types=["single_choice", "true_false"])
    with pytest.raises(MalformedResponse):
        save(attempt, {"choice": "true"}, position=1)
    assert stored() == []


def test_typed_words_stand_apart_from_the_answer():
    attempt = begin(types=["short_text"])
    answer = save(attempt, {"text": "Veilig Huis"})
    assert stored() == [(1, {"text": True})]
    assert TypedText.objects.get().text == "Veilig Huis"
    assert save(attempt, {"text": "Veilig Huis"}) == answer
    assert save(attempt, {"text": "Elsewhere"}, sequence=1).sequence == 2
    assert TypedText.objects.count() == 2


def form(attempt, **answers):
    return save_form(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        answers={int(place.lstrip("_")): posted for place, posted in answers.items()},
        received_at=START,
    )


def test_form_saves_what_changed_and_passes_over_the_rest():
    attempt = begin(types=["single_choice", "multiple_response", "ordering"])
    save(attempt, A)
    outcome = form(
        attempt,
        _1=FormAnswer(1, A),
        _2=FormAnswer(0, {"choices": []}),
        _3=FormAnswer(0, {"order": list("abcd")}),
    )
    assert (outcome.saved, outcome.is_whole) == ([3], True)
    assert stored() == [(1, A), (1, {"order": list("abcd")})]


def test_form_sent_twice_changes_nothing_more():
    attempt = begin()
    for _ in range(2):
        assert form(attempt, _1=FormAnswer(0, A), _2=FormAnswer(0, B)).is_whole
    assert stored() == [(1, A), (1, B)]


def test_form_of_a_stale_window_keeps_the_newest_and_says_which():
    attempt = begin()
    save(attempt, A)
    save(attempt, B, sequence=1)
    outcome = form(attempt, _1=FormAnswer(1, C), _2=FormAnswer(0, A))
    assert (outcome.stale, outcome.saved) == ([1], [2])
    assert stored() == [(1, A), (2, B), (1, A)]


def test_form_of_a_stale_window_left_untouched_is_no_conflict():
    attempt = begin()
    save(attempt, A)
    save(attempt, B, sequence=1)
    outcome = form(attempt, _1=FormAnswer(1, A))
    assert (outcome.stale, outcome.saved) == ([], [])
    assert stored()[-1] == (2, B)


def test_form_with_a_misfit_saves_the_rest():
    attempt = begin()
    outcome = form(attempt, _1=FormAnswer(0, {"choice": "z"}), _2=FormAnswer(0, A))
    assert (list(outcome.refused), outcome.saved) == ([1], [2])
    assert stored() == [(1, A)]


def test_form_after_submission_stores_nothing():
    attempt = begin()
    submit_attempt(attempt=attempt, now=START)
    with pytest.raises(AttemptClosed):
        form(attempt, _1=FormAnswer(0, A))
    assert stored() == []


def check(attempt, position=1):
    check_question(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=position,
        now=START,
    )


def test_answer_stands_once_its_feedback_was_shown():
    attempt = begin(feedback="now")
    save(attempt, A)
    check(attempt)
    check(attempt)
    with pytest.raises(AnswerChecked):
        save(attempt, B, sequence=1)
    save(attempt, B, position=2)
    assert stored() == [(1, A), (1, B)]


def test_feedback_on_a_question_without_an_answer_is_refused():
    attempt = begin(feedback="now")
    with pytest.raises(MalformedResponse):
        check(attempt)
    assert attempt.questions.first().checked_at is None


def test_feedback_before_the_end_is_refused_where_the_quiz_gives_it_at_the_end():
    attempt = begin()
    save(attempt, A)
    with pytest.raises(UnknownAttempt):
        check(attempt)
    save(attempt, B, sequence=1)
