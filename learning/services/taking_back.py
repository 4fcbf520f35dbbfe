"""A pass that counted no longer does: a person decided so, after a question was corrected."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from credentials.enums import RevocationReason
from credentials.models import Certificate
from credentials.services import revoke
from learning import occasions
from learning.completion import LESSON, QUIZ, achievement_key, asked
from learning.models import Enrolment, LessonProgress, ModulePage, ModuleProgress, Renewal
from learning.queries.outlines import read_outline
from quizzes.models import Attempt

from .completing import course_of, locked
from .renewing import open_renewal

_Row = ModuleProgress | LessonProgress


def take_back_pass(*, attempt_id: int, by_id: UUID, now: datetime) -> None:
    """Undo what this attempt earned in a course, unless another pass earned it as well.

    A course that was completed by it is open again, and its certificate is revoked. A course that does
    not ask for the module stays completed, also when it has grown since and is not complete as it stands.
    """
    earned = [
        *ModuleProgress.objects.filter(attempt_id=attempt_id).values_list("enrolment", flat=True),
        *LessonProgress.objects.filter(attempt_id=attempt_id).values_list("enrolment", flat=True),
    ]
    for enrolment_id in sorted(set(earned)):
        enrolment = locked(enrolment_id)
        rows: list[_Row] = [
            *ModuleProgress.objects.filter(attempt_id=attempt_id, enrolment=enrolment),
            *LessonProgress.objects.filter(attempt_id=attempt_id, enrolment=enrolment),
        ]
        lost = [row for row in rows if not _earned_otherwise(row, enrolment)]
        if not lost:
            continue
        for row in lost:
            _undo(row)
        enrolment.gather()
        if enrolment.completed_at is not None and any(map(_counted, lost)):
            enrolment.completed_at = None
            enrolment.save(update_fields=["completed_at"])
            _revoke_all(enrolment, by_id, now)


def take_back_step(*, renewal: Renewal, attempt_id: int, by_id: UUID, now: datetime) -> None:
    """Undo what this attempt earned in a renewal, unless another pass earned it as well.

    A renewal that was completed by it is open again (unless the next has begun), and its certificate is
    revoked; the certificate that it renewed stays what it was.
    """
    enrolment = locked(renewal.enrolment_id)
    renewal = Renewal.objects.select_related("certificate").get(pk=renewal.pk)
    step = renewal.steps.filter(attempt_id=attempt_id).first()
    if step is None:
        return
    other = _other_pass(attempt_id, step.key)
    step.attempt_id = other.pk if other else None
    step.done_at = other.submitted_at if other else None
    step.save(update_fields=["done_at", "attempt_id"])
    if other is not None or renewal.completed_at is None:
        enrolment.gather_renewal()
        return
    if renewal.certificate is not None:
        # It may have been issued again since, under another name.
        for certificate in Certificate.objects.in_force().same_as(renewal.certificate):
            _revoke(certificate, by_id, now)
    if open_renewal(enrolment) is None:
        renewal.completed_at, renewal.certificate = None, None
        renewal.save(update_fields=["completed_at", "certificate"])
    enrolment.gather_renewal()


def _undo(row: _Row) -> None:
    """A module loses its pass; a lesson was seen all the same, and is to be done again."""
    if isinstance(row, ModuleProgress):
        ModuleProgress.objects.filter(pk=row.pk).delete()
        return
    row.completed_at, row.completed_by, row.attempt_id = None, "", None
    row.save(update_fields=["completed_at", "completed_by", "attempt_id"])


def _counted(row: _Row) -> bool:
    """Whether the course asks for the quiz of this module, or for this lesson."""
    part, kind, key = (
        (row.module, QUIZ, row.module_key)
        if isinstance(row, ModuleProgress)
        else (row.lesson, LESSON, row.lesson_key)
    )
    course = read_outline(course_of(part))
    return any(step.kind == kind and step.key == key for step in asked(course))


def _earned_otherwise(row: _Row, enrolment: Enrolment) -> bool:
    """Whether another attempt for the enrolment, or a renewal of it, passed too; the row then hangs on that.

    In any language of the module or lesson: each has a quiz of its own.
    """
    assert row.attempt_id is not None
    renewals = Renewal.objects.filter(enrolment=enrolment)
    also_for = [enrolment.occasion, *(renewal.occasion for renewal in renewals)]
    if isinstance(row, ModuleProgress):
        key = row.module_key
    else:
        key = row.lesson_key
        also_for = [occasions.in_lesson(occasion, key) for occasion in also_for]
    other = _other_pass(row.attempt_id, key, also_for=also_for)
    if other is None or other.submitted_at is None:
        return False
    row.attempt_id = other.pk
    if isinstance(row, ModuleProgress):
        row.quiz_passed_at = other.submitted_at
        row.save(update_fields=["attempt_id", "quiz_passed_at"])
    else:
        row.completed_at = other.submitted_at
        row.save(update_fields=["attempt_id", "completed_at"])
    return True


def _other_pass(attempt_id: int, key: UUID, *, also_for: Iterable[str] = ()) -> Attempt | None:
    """The first other attempt that passed, for the same occasion or one of those named.

    That of a lesson names the lesson. Of a module it is one at its quiz in any language: the one that it
    asks now, or that it asked when the attempt began.
    """
    taken = Attempt.objects.get(pk=attempt_id)
    passed = (
        Attempt.objects.of(taken.subject_id)
        .closed()
        .passed()
        .filter(occasion__in=[taken.occasion, *also_for])
        .exclude(pk=taken.pk)
        .order_by("submitted_at", "pk")
    )
    found = occasions.read(taken.occasion)
    if found is None or found.lesson is None:
        quizzes = ModulePage.objects.filter(translation_key=key, quiz__isnull=False)
        passed = passed.filter(
            Q(quiz=taken.quiz_id)
            | Q(quiz__in=quizzes.values("quiz"))
            | Q(module_attempt__module_key=key)
        )
    return passed.first()


def _revoke_all(enrolment: Enrolment, by_id: UUID, now: datetime) -> None:
    in_force = Certificate.objects.in_force().filter(
        subject_id=enrolment.subject_id, achievement_key=achievement_key(enrolment.course_key)
    )
    for certificate in in_force:
        _revoke(certificate, by_id, now)


def _revoke(certificate: Certificate, by_id: UUID, now: datetime) -> None:
    revoke(
        certificate=certificate,
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=by_id,
        now=now,
    )
