"""Finished attempts, one line of choices a person: what statistics are made from."""

from core.clock import now
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import begin


def sit(quiz, choices, *, subject=None, occasion="course", moment=None):
    """One person answers every question in turn (nothing for None), and hands in."""
    moment = moment or now()
    attempt = begin(quiz, subject=subject or SubjectFactory(), occasion=occasion, moment=moment)
    for position, choice in enumerate(choices, start=1):
        if choice is not None:
            save_answer(
                attempt_public_id=attempt.public_id,
                subject_id=attempt.subject_id,
                position=position,
                expected_sequence=0,
                response={"choices": choice} if isinstance(choice, list) else {"choice": choice},
                received_at=moment,
            )
    return submit_attempt(attempt=attempt, now=moment)
