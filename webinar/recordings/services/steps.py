"""Steps: who works on one, how far it is, why it stopped, and when it is taken up again."""

from collections.abc import Callable, Iterable
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.db.models import F, QuerySet

from core import clock
from core.errors import Refusal
from core.later import later
from webinar.recordings.enums import StepKind, StepState
from webinar.recordings.errors import EncoderMissing, OfficeMissing, WorkBroke, WorkInterrupted
from webinar.recordings.models import Recording, SlideDeck, Step

from .heartbeat import DEAD_AFTER, MOST_TRIES, Superseded, kept_alive

WORK_ON = "webinar.recordings.tasks.work_on"
SECONDS_BETWEEN_BEATS = 2.0


class Beat:
    """How whoever works on a step says how far it is, from 0 to 100."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self.last = 0.0

    def __call__(self, percent: float) -> None:
        """Raises Superseded."""
        if monotonic() - self.last < SECONDS_BETWEEN_BEATS:
            return
        self.last = monotonic()
        known = min(100, max(0, int(percent)))
        if not _mine(self.step).update(percent=known, beat_at=clock.now()):
            raise Superseded

    def confirm(self) -> None:
        """Before what was made is put in its place. Raises Superseded."""
        if not self.renew():
            raise Superseded

    def renew(self) -> int:
        return _mine(self.step).update(beat_at=clock.now())


def add_steps(
    *,
    kinds: Iterable[StepKind],
    now: datetime,
    recording: Recording | None = None,
    deck: SlideDeck | None = None,
) -> None:
    """These pieces of work wait for the media worker; one that exists begins anew."""
    with transaction.atomic():
        for kind in kinds:
            step, is_new = Step.objects.get_or_create(
                recording=recording, deck=deck, kind=kind, defaults={"beat_at": now}
            )
            if not is_new:
                _reset(step, now)
            later(WORK_ON, step.pk)


def work(*, step_id: int, do: Callable[[Step, Beat], None], now: datetime) -> None:
    """Do one step, unless it is done or someone else is at it; what refuses is written on it."""
    step = _begin(step_id, now)
    if step is None:
        return
    beat = Beat(step)
    try:
        with kept_alive(beat.renew):
            do(step, beat)
    except Superseded:
        return
    except (EncoderMissing, OfficeMissing) as missing:
        _mine(step).update(state=StepState.MISSING, refusal=type(missing).__name__)
    except Refusal as refusal:
        _mine(step).update(state=StepState.FAILED, refusal=type(refusal).__name__)
    except Exception:
        # Nobody foresaw it: the screen offers another try, and the worker's log tells what it was.
        _mine(step).update(state=StepState.FAILED, refusal=WorkBroke.__name__)
        raise
    else:
        _mine(step).update(state=StepState.READY, percent=100, refusal="", tries=0)


def try_again(*, step: Step, now: datetime) -> None:
    """Begin a step that stopped once more."""
    with transaction.atomic():
        locked = Step.objects.select_for_update(no_key=True).get(pk=step.pk)
        if locked.state in (StepState.FAILED, StepState.MISSING):
            _reset(locked, now)
            later(WORK_ON, locked.pk)


def take_up_steps(now: datetime) -> int:
    """Give the queue back what a killed worker left behind; after three times in a row it has failed."""
    again = 0
    dead = Step.objects.filter(state=StepState.WORKING, beat_at__lte=now - DEAD_AFTER)
    for step in dead:
        with transaction.atomic():
            same = _mine(step).filter(beat_at=step.beat_at)
            if step.tries + 1 >= MOST_TRIES:
                same.update(state=StepState.FAILED, refusal=WorkInterrupted.__name__)
            elif same.update(state=StepState.WAITING, tries=F("tries") + 1, beat_at=now):
                later(WORK_ON, step.pk)
                again += 1
    return again


def _begin(step_id: int, now: datetime) -> Step | None:
    """The step with a turn of one's own; None: done, stopped, gone, or in someone's hands."""
    with transaction.atomic():
        waiting = Step.objects.filter(pk=step_id, state=StepState.WAITING)
        if not waiting.update(
            state=StepState.WORKING, turn=F("turn") + 1, percent=0, refusal="", beat_at=now
        ):
            return None
        return Step.objects.select_related("recording", "deck").get(pk=step_id)


def _mine(step: Step) -> QuerySet[Step]:
    return Step.objects.filter(pk=step.pk, turn=step.turn, state=StepState.WORKING)


def _reset(step: Step, now: datetime) -> None:
    Step.objects.filter(pk=step.pk).update(
        state=StepState.WAITING, percent=0, refusal="", tries=0, turn=F("turn") + 1, beat_at=now
    )
