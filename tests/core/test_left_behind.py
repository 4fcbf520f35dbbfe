from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from core import periodic
from core.clock import now
from core.left_behind import GIVEN_UP_AFTER, MOST_TIMES
from search.services import reindex_soon

pytestmark = pytest.mark.django_db


def left_by_a_killed_worker(*, times=1):
    """A task whose worker was killed between taking it up and finishing it."""
    reindex_soon()
    result = DBTaskResult.objects.get()
    for number in range(times):
        result.claim(f"killed-{number}")
    DBTaskResult.objects.update(started_at=now() - GIVEN_UP_AFTER)
    return result


def test_what_a_killed_worker_took_up_is_done_all_the_same(work):
    left = left_by_a_killed_worker()
    assert work() == 0

    assert periodic.Ticker().tick(now()) == []

    assert work() == 1
    left.refresh_from_db()
    assert left.status == "SUCCESSFUL"
    assert len(left.worker_ids) == 2


def test_what_is_being_worked_on_is_left_alone(work):
    reindex_soon()
    DBTaskResult.objects.get().claim("busy")
    periodic.Ticker().tick(now())
    assert work() == 0


def test_what_kills_every_worker_is_not_taken_up_for_ever(work):
    left_by_a_killed_worker(times=MOST_TIMES)
    periodic.Ticker().tick(now())
    assert work() == 0


def test_what_was_done_long_ago_is_forgotten(work):
    reindex_soon()
    work()
    reindex_soon()
    work()
    oldest = DBTaskResult.objects.order_by("finished_at").first()
    DBTaskResult.objects.filter(pk=oldest.pk).update(finished_at=now() - timedelta(days=15))

    periodic.Ticker().tick(now())

    assert not DBTaskResult.objects.filter(pk=oldest.pk).exists()
    assert DBTaskResult.objects.count() == 1
