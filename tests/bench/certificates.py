"""Certificates: one sealed PDF, and all that the worker makes of one certificate (PDF and badge).

A thousand in three minutes are 180 ms each, and one worker makes them one after the other; `thousand`
lets a worker do so.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from accounts.models import Subject
from core.clock import now
from credentials import document, tasks
from credentials.achievement import Achievement
from credentials.models import Badge, Certificate, StatusEntry
from credentials.services import issue

from .timings import Timing, Work

KEY = "bench:certificates"
TIMES = 40


def seal_a_document() -> Timing:
    return Timing(
        name="certificate PDF, sealed", prepared=_one_issued, budget_ms=300.0, times=TIMES
    )


def make_in_the_background() -> Timing:
    return Timing(
        name="certificate, all of it", prepared=_many_issued, budget_ms=180.0, times=TIMES
    )


@contextmanager
def _one_issued() -> Iterator[Work]:
    [certificate] = issue_to_many(1)
    yield lambda: document.make(certificate, "Zoë Öztürk")
    take_away()


@contextmanager
def _many_issued() -> Iterator[Work]:
    # One for the call that counts queries.
    waiting = iter(issue_to_many(TIMES + 1))
    yield lambda: tasks.render.call(next(waiting).pk)
    made = Badge.objects.filter(certificate__achievement_key=KEY).count()
    if made != TIMES + 1:
        raise SystemExit(f"certificate, all of it: {made} badges of {TIMES + 1} were made")
    take_away()


def issue_to_many(count: int) -> list[Certificate]:
    achievement = Achievement(KEY, "Herkennen en doorverwijzen", 1, 240, "nl")
    return [
        issue(
            subject_id=Subject.objects.create().pk,
            holder_name=f"Bench {number}",
            achievement=achievement,
            now=now(),
        )
        for number in range(count)
    ]


def take_away() -> None:
    issued = Certificate.objects.filter(achievement_key=KEY)
    Badge.objects.filter(certificate__in=issued).delete()
    StatusEntry.objects.filter(certificate__in=issued).delete()
    subjects = list(issued.values_list("subject_id", flat=True))
    issued.delete()
    Subject.objects.filter(pk__in=subjects).delete()
