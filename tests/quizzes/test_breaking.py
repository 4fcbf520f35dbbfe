"""What tried to keep typed words after their writer was erased."""

from concurrent.futures import ThreadPoolExecutor, wait
from threading import Event

import pytest
from django.db import connection

from accounts.services import erase
from core.clock import now
from quizzes.errors import UnknownAttempt
from quizzes.models import TypedText
from quizzes.services import save_answer
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import begin

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def test_person_who_is_erased_while_an_answer_is_saved_leaves_no_words(monkeypatch):
    """The words are written but not committed when the erasure looks for them."""
    user = UserFactory()
    attempt = begin(types=["short_text"], subject=user.subject)
    saving, go_on = Event(), Event()
    create = TypedText.objects.create

    def slow_create(**fields):
        made = create(**fields)
        saving.set()
        go_on.wait(3)
        return made

    def save():
        try:
            save_answer(
                attempt_public_id=attempt.public_id,
                subject_id=user.subject_id,
                position=1,
                expected_sequence=0,
                response={"text": "mijn eigen woorden"},
                received_at=now(),
            )
        finally:
            connection.close()

    def forget():
        try:
            erase(user=user)
        finally:
            connection.close()

    monkeypatch.setattr(TypedText.objects, "create", slow_create)
    with ThreadPoolExecutor(2) as pool:
        saved = pool.submit(save)
        assert saving.wait(5)
        erased = pool.submit(forget)
        # Long enough for an erasure that does not wait for the answer.
        wait([erased], timeout=1)
        go_on.set()
        saved.result()
        erased.result()
    assert not TypedText.objects.exists()


def test_person_erased_while_words_are_on_their_way_leaves_none(meets_an_erasure):
    """The erasure has gone past the words, and is committed before the answer may be written."""
    user = UserFactory()
    attempt = begin(types=["short_text"], subject=user.subject)

    refused = meets_an_erasure(
        user,
        lambda: save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=user.subject_id,
            position=1,
            expected_sequence=0,
            response={"text": "mijn eigen woorden"},
            received_at=now(),
        ),
    )

    assert not TypedText.objects.exists()
    assert isinstance(refused, UnknownAttempt)
