"""Saving answers: appended, in sequence, acknowledged once they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from quizzes.enums import FeedbackMoment
from quizzes.errors import (
    AnswerChecked,
    AttemptClosed,
    MalformedResponse,
    StaleAnswer,
    UnknownAttempt,
)
from quizzes.models import Answer, AttemptQuestion, TypedText
from quizzes.types import Given

LARGEST_SEQUENCE = 100_000
_NEWEST = """
    SELECT answer.*, typed.text AS typed FROM quizzes_answer AS answer
    LEFT JOIN quizzes_typedtext AS typed ON typed.answer_id = answer.id
    WHERE answer.attempt_question_id = %s ORDER BY answer.sequence DESC LIMIT 1
"""


@dataclass(frozen=True)
class FormAnswer:
    """One question of a posted form: the sequence the page knew, and the fields as posted."""

    expected_sequence: int
    raw: object


@dataclass
class SavedForm:
    """What became of a posted form, by position."""

    saved: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)
    stale: list[int] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.refused and not self.stale


def save_answer(
    *,
    attempt_public_id: UUID,
    subject_id: UUID,
    position: int,
    expected_sequence: int,
    response: object,
    received_at: datetime,
) -> Answer:
    """Append an answer after the one the browser knew, and give back what is stored.

    The same answer sent again is acknowledged and not doubled, after the end too: its reply may have
    been lost. Raises UnknownAttempt, AttemptClosed, AnswerChecked, MalformedResponse, or StaleAnswer
    when another window was first.
    """
    with transaction.atomic():
        try:
            question = _locked(attempt_public_id, subject_id).get(position=position)
        except AttemptQuestion.DoesNotExist:
            raise UnknownAttempt from None
        if question.attempt.is_over(received_at):
            return _acknowledged(question, response)
        _refuse_when_checked(question)
        given = question.version.question_type.clean(question.version.body, response)
        return _append(question, expected_sequence, given, received_at)


def save_form(
    *,
    attempt_public_id: UUID,
    subject_id: UUID,
    answers: Mapping[int, FormAnswer],
    received_at: datetime,
) -> SavedForm:
    """Append what a posted form changes; questions left as the page showed them are passed over.

    What fits is saved, whatever is wrong with the rest. Raises UnknownAttempt or AttemptClosed.
    """
    outcome = SavedForm()
    with transaction.atomic():
        questions = list(_locked(attempt_public_id, subject_id).order_by("position"))
        if not questions:
            raise UnknownAttempt
        for question in questions:
            if question.position in answers:
                _save_field(question, answers[question.position], received_at, outcome)
    return outcome


def check_question(
    *, attempt_public_id: UUID, subject_id: UUID, position: int, now: datetime
) -> None:
    """Show the feedback of an answered question at once; from then on its answer stands.

    Only where the attempt began with feedback after each question. Doing it twice changes nothing.
    """
    with transaction.atomic():
        question = (
            _locked(attempt_public_id, subject_id)
            .filter(position=position, attempt__feedback=FeedbackMoment.NOW)
            .first()
        )
        if question is None:
            raise UnknownAttempt
        if question.attempt.is_over(now):
            raise AttemptClosed
        newest = _newest(question)
        if newest is None or question.version.question_type.is_blank(newest.given):
            raise MalformedResponse
        if question.checked_at is None:
            question.checked_at = now
            question.save(update_fields=["checked_at"])


def _locked(attempt_public_id: UUID, subject_id: UUID) -> QuerySet[AttemptQuestion]:
    """The questions of this person's attempt, with the attempt locked against closing and saving."""
    return (
        AttemptQuestion.objects.select_for_update(no_key=True, of=("attempt",))
        .select_related("attempt", "version")
        .filter(attempt__public_id=attempt_public_id, attempt__subject_id=subject_id)
    )


def _refuse_when_checked(question: AttemptQuestion) -> None:
    if question.checked_at is not None:
        raise AnswerChecked


def _newest(question: AttemptQuestion) -> Answer | None:
    """The answer that counts, with its typed text.

    Asked in SQL: it happens under SQLite's one write lock, and making the statement anew each time
    costs five times what the database needs to answer it.
    """
    for newest in Answer.objects.raw(_NEWEST, [question.pk]):
        words: str | None = vars(newest)["typed"]
        text = None if words is None else TypedText(answer=newest, text=words)
        Answer.typed_text.related.set_cached_value(newest, text)
        return newest
    return None


def _append(
    question: AttemptQuestion, expected_sequence: int, given: Given, received_at: datetime
) -> Answer:
    newest = _newest(question)
    known = newest.sequence if newest else 0
    if newest and newest.given == given and expected_sequence in (known, known - 1):
        return newest
    if known != expected_sequence:
        raise StaleAnswer(newest)
    _refuse_to_take_back(question, newest, given)
    if known >= LARGEST_SEQUENCE:
        raise MalformedResponse
    answer = Answer.objects.create(
        attempt_question=question,
        sequence=known + 1,
        received_at=received_at,
        response=given.response,
    )
    if given.typed:
        answer.typed_text = TypedText.objects.create(answer=answer, text=given.typed)
    return answer


def _refuse_to_take_back(question: AttemptQuestion, newest: Answer | None, given: Given) -> None:
    version = question.version
    if not version.question_type.follows(version.body, newest.given if newest else None, given):
        raise MalformedResponse(_("A choice that showed its consequence cannot be taken back."))


def _save_field(
    question: AttemptQuestion, posted: FormAnswer, received_at: datetime, outcome: SavedForm
) -> None:
    try:
        if _changes_something(question, posted):
            if question.attempt.is_over(received_at):
                _acknowledged(question, posted.raw)
                return
            _refuse_when_checked(question)
            given = question.version.question_type.clean(question.version.body, posted.raw)
            _append(question, posted.expected_sequence, given, received_at)
            outcome.saved.append(question.position)
    except (MalformedResponse, AnswerChecked) as refusal:
        outcome.refused[question.position] = str(refusal)
    except StaleAnswer:
        outcome.stale.append(question.position)


def _acknowledged(question: AttemptQuestion, raw: object) -> Answer:
    """The answer that counts, sent once more after the end; raises AttemptClosed for any other."""
    newest = _newest(question)
    if newest is None:
        raise AttemptClosed
    if newest.given != question.version.question_type.clean(question.version.body, raw):
        raise AttemptClosed
    return newest


def _changes_something(question: AttemptQuestion, posted: FormAnswer) -> bool:
    """Whether the form differs from the answer that its page showed."""
    if posted.raw is None:
        return False
    question_type = question.version.question_type
    given = question_type.clean(question.version.body, posted.raw)
    shown = (
        question.answers.select_related("typed_text")
        .filter(sequence=posted.expected_sequence)
        .first()
    )
    return not question_type.is_blank(given) if shown is None else shown.given != given
