"""Work that a worker took up and never finished, because it was killed, is taken up again."""

from datetime import datetime, timedelta

from django.core.management import call_command
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Each task is safe to repeat. One that may run for longer claims its work by a row of its own, so that
# a second worker that is given it finds it held and leaves it (as the media worker's tasks do).
GIVEN_UP_AFTER = timedelta(minutes=15)
MOST_TIMES = 3


def take_up_again(now: datetime) -> int:
    """Give the queue back what was taken up long ago and not finished; say how much.

    What was taken up three times stays where it is: it may be what kills the workers.
    """
    again = 0
    for left in DBTaskResult.objects.running().filter(started_at__lte=now - GIVEN_UP_AFTER):
        if len(left.worker_ids) < MOST_TIMES:
            same = DBTaskResult.objects.running().filter(pk=left.pk, started_at=left.started_at)
            again += same.update(status=TaskResultStatus.READY, started_at=None)
    return again


def forget_finished(now: datetime) -> None:
    """Delete what was done two weeks ago; a failure's report may quote what it failed on."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=14, verbosity=0)
