"""Whether a learner may begin a quiz of their course now; if not, why, and who can help."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext

from learning.models.enrolment import Enrolment
from learning.models.module_attempt import module_key_of
from quizzes.errors import AttemptsUsedUp
from quizzes.limits import Limits, refusal
from quizzes.models import Attempt

from .outlines import outlines
from .stuck import waits_for


@dataclass(frozen=True)
class NoTurn:
    """Why no attempt can be begun now, and where all are used up who can help; in whole sentences."""

    why: str
    whom_to_ask: str = ""


def no_turn(
    enrolment: Enrolment,
    *,
    key: UUID,
    limits: Limits,
    counted_with: Collection[int],
    attempts: Iterable[Attempt],
    now: datetime,
) -> NoTurn | None:
    """For the quiz of a module, or in a lesson, by its key; None when it can be begun or gone on with.

    `attempts` are all of its occasion (`attempts_for`), `counted_with` the quiz in every language. No query.
    """
    attempts = list(attempts)
    taken = [attempt for attempt in attempts if attempt.quiz_id in counted_with]
    # One may have been begun while the module asked another quiz.
    if any(each.is_open and (each in taken or module_key_of(each) == key) for each in attempts):
        return None
    refused = refusal(
        limits,
        handed_in=[attempt.submitted_at for attempt in taken],
        beyond=lambda: _beyond(taken),
        now=now,
    )
    if refused is None:
        return None
    is_used_up = isinstance(refused, AttemptsUsedUp)
    return NoTurn(str(refused), whom_to_ask_at(enrolment, key) if is_used_up else "")


def _beyond(taken: Iterable[Attempt]) -> tuple[int, int]:
    """How many were taken back, and how many were granted, at each quiz once."""
    granted = {attempt.quiz_id: attempt.granted for attempt in taken}
    return sum(attempt.was_taken_back for attempt in taken), sum(granted.values())


def whom_to_ask_at(enrolment: Enrolment, key: UUID) -> str:
    """Who can let a learner try once more at the quiz of a module, or in a lesson, by its key; empty
    where no course waits for it."""
    return whom_to_ask_about(enrolment) if waits_for(enrolment, key) else ""


def whom_to_ask_about(enrolment: Enrolment) -> str:
    """In whole sentences, with whom the editor of the course named."""
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    if course and course.whom_to_ask:
        return gettext(
            "A coordinator of this training can give you one more attempt. Ask for it: %(whom)s."
        ) % {"whom": course.whom_to_ask.rstrip(".")}
    return gettext(
        "A coordinator of this training sees that you are stuck here and can give you one more attempt."
        " You get a mail when that is done."
    )
