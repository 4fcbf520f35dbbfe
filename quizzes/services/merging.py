"""Two Subjects turn out to be one person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import Subject
from quizzes.models import Attempt, ExtraTime, Regrade, RegradedAttempt

from .closing import submit_attempt


def merge_attempts(*, kept: UUID, gone: UUID, now: datetime) -> None:
    """Give every attempt of `gone` to `kept`, numbered after what `kept` already did.

    Where both have an open attempt for one occasion, that of `gone` is handed in with what was saved.
    Extra time goes along.
    """
    with transaction.atomic():
        list(Subject.objects.select_for_update(no_key=True).filter(pk__in=[kept, gone]))
        for attempt in Attempt.objects.of(gone).order_by("number"):
            taken = Attempt.objects.of(kept).filter(quiz=attempt.quiz_id, occasion=attempt.occasion)
            if attempt.is_open and taken.open().exists():
                submit_attempt(attempt=attempt, now=now)
            last = taken.aggregate(number=Max("number"))["number"] or 0
            attempt.subject_id, attempt.number = kept, last + 1
            attempt.save(update_fields=["subject", "number"])
        Regrade.objects.filter(started_by=gone).update(started_by=kept)
        RegradedAttempt.objects.filter(decided_by=gone).update(decided_by=kept)
        _merge_extra_time(kept, gone)


def _merge_extra_time(kept: UUID, gone: UUID) -> None:
    """The longer of two stays."""
    for extra in ExtraTime.objects.filter(subject_id=gone):
        own = ExtraTime.objects.filter(subject_id=kept, quiz=extra.quiz_id).first()
        minutes = max(extra.minutes, own.minutes) if own else extra.minutes
        ExtraTime.objects.update_or_create(
            subject_id=kept, quiz_id=extra.quiz_id, defaults={"minutes": minutes}
        )
        extra.delete()
