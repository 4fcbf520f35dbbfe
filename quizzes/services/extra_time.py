"""Extra time for one person at one quiz."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from quizzes.models import Attempt, ExtraTime, Quiz


def give_extra_time(*, quiz: Quiz, subject_id: UUID, minutes: int, now: datetime) -> ExtraTime:
    """Give this person so many minutes beyond the limit; an attempt that is running gets them too.

    Giving it again replaces what was given. An attempt never ends earlier than was announced.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        given, _made = ExtraTime.objects.update_or_create(
            quiz=quiz, subject_id=subject_id, defaults={"minutes": minutes}
        )
        if quiz.time_limit_minutes:
            whole = timedelta(minutes=quiz.time_limit_minutes + minutes)
            _prolong(quiz, subject_id, whole, now)
    return given


def _prolong(quiz: Quiz, subject_id: UUID, whole: timedelta, now: datetime) -> None:
    running = Attempt.objects.of(subject_id).open().filter(quiz=quiz, due_at__gt=now)
    for attempt in running.select_for_update(no_key=True).order_by("pk"):
        attempt.due_at = max(filter(None, [attempt.due_at, attempt.started_at + whole]))
        attempt.save(update_fields=["due_at"])
