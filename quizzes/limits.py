"""How often a person may take a quiz for one occasion, and how soon again. No database."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.errors import Refusal

from .errors import AttemptsUsedUp, WaitBeforeRetry


@dataclass(frozen=True)
class Limits:
    """What a quiz allows for one occasion. `attempts` is None where there is no end to them.

    `time_minutes` is how long one attempt may take, without what a person was given extra.
    """

    attempts: int | None = None
    wait_minutes: int = 0
    time_minutes: int | None = None

    def __bool__(self) -> bool:
        """Whether somebody who took it may have to wait, or may not take it any more."""
        return self.attempts is not None or self.wait_minutes > 0


def are_used_up(*, allowed: int | None, taken: int, taken_back: int = 0, granted: int = 0) -> bool:
    """Whether there is no attempt left: `allowed` by the quiz (None: without end), and `granted` beyond it.

    A pass that was taken back because of our own mistake costs nobody an attempt.
    """
    return allowed is not None and taken - taken_back >= allowed + granted


def refusal(
    limits: Limits,
    *,
    handed_in: Collection[datetime | None],
    beyond: Callable[[], tuple[int, int]],
    now: datetime,
) -> Refusal | None:
    """Why nobody may begin another attempt now; None when they may.

    `handed_in` holds one moment for every attempt that was taken. `beyond` says how many of them were
    taken back and how many were granted; it is asked only where that decides.
    """
    taken = len(handed_in)
    if are_used_up(allowed=limits.attempts, taken=taken):
        taken_back, granted = beyond()
        if are_used_up(
            allowed=limits.attempts, taken=taken, taken_back=taken_back, granted=granted
        ):
            return AttemptsUsedUp()
    last = max((moment for moment in handed_in if moment), default=None)
    until = last and last + timedelta(minutes=limits.wait_minutes)
    return WaitBeforeRetry(until) if until and now < until else None
