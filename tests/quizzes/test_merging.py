"""A guest who becomes an account keeps every attempt, and no number is used twice."""

import pytest

from accounts import merging
from accounts.models import Subject
from core.clock import now
from quizzes.models import Attempt
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db


def merge(kept, gone):
    for one in merging.merges():
        one(kept.pk, gone.pk)


def numbers(subject):
    return sorted(Attempt.objects.of(subject.pk).values_list("occasion", "number", "state"))


def test_attempts_are_numbered_after_those_of_the_account():
    quiz, kept, gone = QuizFactory(), SubjectFactory(), SubjectFactory()
    for subject in (kept, gone, gone):
        submit_attempt(attempt=begin(quiz, subject=subject), now=now())
    begin(quiz, subject=gone, occasion="before")
    merge(kept, gone)
    merge(kept, gone)
    assert numbers(kept) == [
        ("before", 1, "open"),
        ("course", 1, "submitted"),
        ("course", 2, "submitted"),
        ("course", 3, "submitted"),
    ]
    Subject.objects.get(pk=gone.pk).delete()


def test_second_open_attempt_is_handed_in_with_what_was_saved():
    quiz, kept, gone = QuizFactory(types=["true_false"]), SubjectFactory(), SubjectFactory()
    begin(quiz, subject=kept)
    guests = begin(quiz, subject=gone)
    save_answer(
        attempt_public_id=guests.public_id,
        subject_id=gone.pk,
        position=1,
        expected_sequence=0,
        response={"choice": "true"},
        received_at=now(),
    )
    merge(kept, gone)
    guests.refresh_from_db()
    assert (guests.state, guests.score, guests.number) == ("submitted", 1, 2)
    assert numbers(kept) == [("course", 1, "open"), ("course", 2, "submitted")]
