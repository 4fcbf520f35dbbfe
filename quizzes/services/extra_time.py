"""Extra time for one person at one quiz, in whichever of its languages."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from accounts.models import Subject
from quizzes import counterparts
from quizzes.models import Attempt, ExtraTime, Quiz


def give_extra_time(*, quiz: Quiz, subject_id: UUID, minutes: int, now: datetime) -> ExtraTime:
    """Give this person so many minutes beyond the limit; an attempt that is running gets them too.

    They hold for every quiz that stands for this one, such as its translations. Giving it again replaces
    what was given. An attempt never ends earlier than was announced.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        given, _made = ExtraTime.objects.update_or_create(
            quiz=quiz, subject_id=subject_id, defaults={"minutes": minutes}
        )
        quizzes = counterparts.of(quiz.pk)
        _prolong(quizzes, subject_id, extra_minutes(quizzes, subject_id), now)
    return given


def extra_minutes(quizzes: Collection[int], subject_id: UUID) -> int:
    """What this person gets at any of these quizzes: the longest that was given for one of them."""
    given = ExtraTime.objects.filter(quiz__in=quizzes, subject_id=subject_id)
    return given.aggregate(longest=Max("minutes"))["longest"] or 0


def _prolong(quizzes: Collection[int], subject_id: UUID, minutes: int, now: datetime) -> None:
    """By the limit that was announced when the attempt began, whatever the quiz says now."""
    running = Attempt.objects.of(subject_id).open().filter(quiz__in=quizzes, due_at__gt=now)
    for attempt in running.select_for_update(no_key=True).order_by("pk"):
        whole = timedelta(minutes=(attempt.time_limit_minutes or 0) + minutes)
        attempt.due_at = max(filter(None, [attempt.due_at, attempt.started_at + whole]))
        attempt.save(update_fields=["due_at"])
