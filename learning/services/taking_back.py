"""A pass that counted no longer does: a person decided so, after a question was corrected."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from credentials.enums import RevocationReason
from credentials.models import Certificate
from credentials.services import revoke
from learning.completion import QUIZ, achievement_key, asked
from learning.models import Enrolment, ModulePage, ModuleProgress
from learning.queries.outlines import read_outline
from quizzes.models import Attempt

from .completing import course_of, locked


def take_back_pass(*, attempt_id: int, by_id: UUID, now: datetime) -> None:
    """Undo what this attempt earned in a course, unless another pass earned it as well.

    A course that was completed by it is open again, and its certificate is revoked. A course that does
    not ask for the module stays completed, also when it has grown since and is not complete as it stands.
    """
    earned = ModuleProgress.objects.filter(attempt_id=attempt_id)
    for enrolment_id in sorted(set(earned.values_list("enrolment_id", flat=True))):
        enrolment = locked(enrolment_id)
        rows = list(earned.filter(enrolment=enrolment))
        lost = [row for row in rows if not _earned_otherwise(row)]
        if not lost:
            continue
        ModuleProgress.objects.filter(pk__in=[row.pk for row in lost]).delete()
        enrolment.gather()
        if enrolment.completed_at is not None and any(map(_counted, lost)):
            enrolment.completed_at = None
            enrolment.save(update_fields=["completed_at"])
            _revoke(enrolment, by_id, now)


def _counted(row: ModuleProgress) -> bool:
    """Whether the course asks for the quiz of this module."""
    course = read_outline(course_of(row.module))
    return any(step.kind == QUIZ and step.key == row.module_key for step in asked(course))


def _earned_otherwise(row: ModuleProgress) -> bool:
    """Whether another attempt for the same enrolment passed too; the row then hangs on that one.

    In any language of the module: each has a quiz of its own.
    """
    taken = Attempt.objects.get(pk=row.attempt_id)
    quizzes = ModulePage.objects.filter(translation_key=row.module_key, quiz__isnull=False)
    other = (
        Attempt.objects.closed()
        .filter(
            Q(regraded_passed=True) | Q(regraded_passed=None, passed=True),
            Q(quiz=taken.quiz_id) | Q(quiz__in=quizzes.values("quiz")),
            subject=taken.subject_id,
            occasion=taken.occasion,
        )
        .exclude(pk=taken.pk)
        .order_by("submitted_at", "pk")
        .first()
    )
    if other is None or other.submitted_at is None:
        return False
    row.attempt_id, row.quiz_passed_at = other.pk, other.submitted_at
    row.save(update_fields=["attempt_id", "quiz_passed_at"])
    return True


def _revoke(enrolment: Enrolment, by_id: UUID, now: datetime) -> None:
    in_force = Certificate.objects.in_force().filter(
        subject_id=enrolment.subject_id, achievement_key=achievement_key(enrolment.course_key)
    )
    for certificate in in_force:
        revoke(
            certificate=certificate,
            reason=RevocationReason.NOT_EARNED,
            revoked_by_id=by_id,
            now=now,
        )
