"""Closing an attempt: marks are derived from the answers, and whoever registered is told."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction

from accounts.models import Subject
from quizzes import outcomes, scoring
from quizzes.enums import AttemptState
from quizzes.models import Answer, Attempt, AttemptQuestion

FIVE_PLACES = Decimal("0.00001")


def submit_attempt(*, attempt: Attempt, now: datetime) -> Attempt:
    """Hand the attempt in, with the answers that were saved; a second time changes nothing.

    After its end an attempt is timed out at that end, not submitted. Listeners of `quizzes.outcomes`
    are told inside the transaction.
    """
    with transaction.atomic():
        locked = locked_attempt(attempt.pk)
        if locked.is_open:
            close(locked, now)
    return locked


def close_overdue(*, attempt_id: int, now: datetime) -> bool:
    """Close one attempt whose time is over, counting what was saved; say whether it was still open."""
    with transaction.atomic():
        locked = locked_attempt(attempt_id)
        if not locked.is_open or not locked.is_over(now):
            return False
        close(locked, now)
    return True


def time_out_due(*, now: datetime) -> int:
    """Close every attempt whose time is over, each in its own transaction; say how many.

    One that cannot be closed keeps no other open: what went wrong is raised together at the end.
    """
    closed, failures = 0, []
    for attempt_id in list(Attempt.objects.overdue(now).values_list("pk", flat=True)):
        try:
            closed += close_overdue(attempt_id=attempt_id, now=now)
        except Exception as failure:  # raised again below, with the others
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Some attempts could not be closed.", failures)
    return closed


def newest_answers(attempt: Attempt) -> dict[int, Answer]:
    """The answer that counts, by AttemptQuestion id."""
    answers = (
        Answer.objects.filter(attempt_question__attempt=attempt)
        .select_related("typed_text")
        .order_by("sequence")
    )
    return {answer.attempt_question_id: answer for answer in answers}


def locked_attempt(attempt_id: int) -> Attempt:
    """The attempt, locked after its Subject: the order in which an erasure locks them too."""
    subjects = Subject.objects.filter(quiz_attempts=attempt_id)
    subjects.select_for_update(no_key=True, of=("self",)).first()
    return Attempt.objects.select_for_update(no_key=True).get(pk=attempt_id)


def close(attempt: Attempt, now: datetime, *, also: Collection[str] = ()) -> None:
    """Mark a locked attempt by what was saved and tell the listeners; `also` are fields that change with it."""
    overdue = attempt.is_over(now)
    marks = _mark(attempt)
    score = scoring.total(marks) if marks else None
    attempt.state = AttemptState.TIMED_OUT if overdue else AttemptState.SUBMITTED
    attempt.submitted_at = at = attempt.due_at if overdue and attempt.due_at else now
    attempt.score = None if score is None else decimal(score)
    attempt.passed = scoring.passes(score=score, pass_mark=attempt.pass_mark)
    attempt.save(update_fields=["state", "submitted_at", "score", "passed", *also])
    outcomes.tell(
        outcomes.Outcome(
            attempt_id=attempt.pk,
            subject_id=attempt.subject_id,
            quiz_id=attempt.quiz_id,
            occasion=attempt.occasion,
            passed=attempt.passed,
            score=attempt.score,
            at=at,
        )
    )


def _mark(attempt: Attempt) -> list[Fraction]:
    """Write the mark of every question that has right answers, and give the marks back exactly."""
    newest = newest_answers(attempt)
    questions = [
        question
        for question in attempt.questions.select_related("version")
        if question.version.question_type.marked
    ]
    marks = []
    for question in questions:
        answer = newest.get(question.pk)
        version = question.version
        mark = version.question_type.mark(version.body, answer.given) if answer else scoring.NOTHING
        question.mark = decimal(mark)
        marks.append(mark)
    AttemptQuestion.objects.bulk_update(questions, ["mark"])
    return marks


def decimal(mark: Fraction) -> Decimal:
    """The mark as it is stored, rounded to five places."""
    return (Decimal(mark.numerator) / Decimal(mark.denominator)).quantize(FIVE_PLACES)
