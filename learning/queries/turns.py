"""Whether a learner may begin a quiz of their course now; if not, why, and who can help."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language, gettext

from learning.models.enrolment import Enrolment
from quizzes.errors import AttemptsUsedUp
from quizzes.models import Attempt
from quizzes.services import refused_start

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
    quiz_id: int,
    counted_with: Collection[int],
    occasion: str,
    now: datetime,
) -> NoTurn | None:
    """For the quiz of a module, or in a lesson, by its key; None when it can be begun or gone on with.

    One query for who never tried, a few more for who did.
    """
    refusal = refused_start(
        quiz_id=quiz_id,
        subject_id=enrolment.subject_id,
        occasion=occasion,
        now=now,
        counted_with=counted_with,
    )
    if refusal is None or _goes_on(enrolment.subject_id, occasion, key):
        return None
    is_used_up = isinstance(refusal, AttemptsUsedUp)
    return NoTurn(str(refusal), whom_to_ask_at(enrolment, key) if is_used_up else "")


def _goes_on(subject_id: UUID, occasion: str, key: UUID) -> bool:
    """Whether one is under way that was begun while the module asked another quiz."""
    running = Attempt.objects.of(subject_id).open().filter(occasion=occasion)
    return running.filter(module_attempt__module_key=key).exists()


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
