"""Two Subjects turn out to be one person."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import Subject
from quizzes import counterparts
from quizzes.models import Attempt, ExtraTime, GrantedAttempt, Regrade, RegradedAttempt
from quizzes.models.attempt import AttemptQuerySet

from .closing import close, close_overdue, locked_attempt


def merge_attempts(*, kept: UUID, gone: UUID, now: datetime) -> None:
    """Give every attempt of `gone` to `kept`, numbered after what `kept` already did.

    Where both have an open attempt for one occasion, that of `gone` is handed in with what was saved.
    Extra time goes along.
    """
    with transaction.atomic():
        _lock(kept, gone)
        for attempt in Attempt.objects.of(gone).order_by("started_at", "pk"):
            _hand_over(attempt, kept, attempt.occasion, now)
        Regrade.objects.filter(started_by=gone).update(started_by=kept)
        RegradedAttempt.objects.filter(decided_by=gone).update(decided_by=kept)
        for granted in GrantedAttempt.objects.filter(subject=gone).order_by("number"):
            _hand_over_grant(granted, kept, granted.occasion)
        GrantedAttempt.objects.filter(granted_by=gone).update(granted_by=kept)
        _merge_extra_time(kept, gone)


def merge_occasion(
    *, kept: UUID, gone: UUID, occasion: str, into: str, now: datetime, hand_in: bool = True
) -> None:
    """What both did for `occasion` is what `kept` did for `into`: limits and waiting time count it there.

    For whoever makes two of their own occasions one, because two people are. Otherwise as in
    `merge_attempts`, before or after it. An attempt that is handed in tells its outcome for `into`;
    with `hand_in` off it is not handed in and stays where it was, so that it counts for nothing.
    """
    with transaction.atomic():
        _lock(kept, gone)
        found = Attempt.objects.filter(subject__in=[kept, gone], occasion=occasion)
        for attempt in found.order_by("started_at", "pk"):
            _hand_over(attempt, kept, into, now, hand_in=hand_in)
        grants = GrantedAttempt.objects.filter(subject__in=[kept, gone], occasion=occasion)
        for granted in grants.order_by("number"):
            _hand_over_grant(granted, kept, into)


def _lock(kept: UUID, gone: UUID) -> None:
    subjects = Subject.objects.filter(pk__in=[kept, gone]).order_by("pk")
    list(subjects.select_for_update(no_key=True))
    attempts = Attempt.objects.filter(subject__in=[kept, gone]).order_by("pk")
    list(attempts.select_for_update(no_key=True))


def _hand_over(
    attempt: Attempt, kept: UUID, occasion: str, now: datetime, *, hand_in: bool = True
) -> None:
    quizzes = counterparts.of(attempt.quiz_id)
    taken = Attempt.objects.of(kept).filter(quiz__in=quizzes, occasion=occasion)
    last = taken.aggregate(number=Max("number"))["number"] or 0
    moved = locked_attempt(attempt.pk)
    moved.subject_id, moved.occasion, moved.number = kept, occasion, last + 1
    fields = ["subject", "occasion", "number"]
    if moved.is_open and _is_under_way(taken, now):
        if hand_in:
            close(moved, now, also=fields)
    else:
        moved.save(update_fields=fields)


def _hand_over_grant(granted: GrantedAttempt, kept: UUID, occasion: str) -> None:
    """What was granted to both is granted to the one: as many attempts were made beyond the limit."""
    quizzes = counterparts.of(granted.quiz_id)
    there = GrantedAttempt.objects.of(kept, quizzes=quizzes, occasion=occasion)
    granted.subject_id, granted.occasion = kept, occasion
    granted.number = there.count() + 1
    granted.save(update_fields=["subject", "occasion", "number"])


def _is_under_way(taken: AttemptQuerySet, now: datetime) -> bool:
    """Whether one of these can still be added to; one whose time is over is closed first."""
    running = list(taken.open())
    for attempt in running:
        close_overdue(attempt_id=attempt.pk, now=now)
    return any(not attempt.is_over(now) for attempt in running)


def _merge_extra_time(kept: UUID, gone: UUID) -> None:
    """The longer of two stays."""
    for extra in ExtraTime.objects.filter(subject_id=gone):
        own = ExtraTime.objects.filter(subject_id=kept, quiz=extra.quiz_id).first()
        minutes = max(extra.minutes, own.minutes) if own else extra.minutes
        ExtraTime.objects.update_or_create(
            subject_id=kept, quiz_id=extra.quiz_id, defaults={"minutes": minutes}
        )
        extra.delete()
