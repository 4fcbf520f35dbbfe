"""A person gets a copy of attempts and answers; erasing takes what was typed and leaves the facts."""

import pytest

from core import personal_data
from core.clock import now
from quizzes.models import Answer, TypedText
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding():
    return next(held for held in personal_data.holdings() if held.key == "quizzes.attempts")


def typed(words):
    attempt = begin(types=["short_text"])
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=1,
        expected_sequence=0,
        response={"text": words},
        received_at=now(),
    )
    return submit_attempt(attempt=attempt, now=now())


def test_copy_holds_attempts_with_answers_and_typed_words(holding):
    attempt = typed("Veilig Huis")
    typed("another person's words")
    [exported] = holding.export(attempt.subject_id)
    assert exported["quiz"] == attempt.quiz.title
    assert exported["score"] == "1.00000"
    assert [answer["typed"] for answer in exported["answers"]] == ["Veilig Huis"]


def test_copy_of_a_person_without_attempts_is_empty(holding):
    assert holding.export(SubjectFactory().pk) == []


def test_erasing_takes_the_words_of_one_person_and_leaves_the_mark(holding):
    mine, _other = typed("Veilig Huis"), typed("other words")
    holding.erase(mine.subject_id)
    holding.erase(mine.subject_id)
    assert [text.text for text in TypedText.objects.all()] == ["other words"]
    assert Answer.objects.count() == 2
    mine.refresh_from_db()
    assert mine.score == 1
