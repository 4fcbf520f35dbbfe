"""Port: work that returns by the clock. `manage.py tick` calls it; there is no other scheduler.

An app registers its jobs from its `ready()`. A job is called with the present moment, outside any
transaction, and is safe to repeat: after a crash, or with two tickers, it may run twice. What it
raises is logged and does not keep other jobs from running; it is called again at its next turn.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)

Job = Callable[[datetime], object]


@dataclass(frozen=True)
class Periodic:
    """A job and the shortest time between two of its turns."""

    name: str
    every: timedelta
    job: Job


_jobs: dict[str, Periodic] = {}


def register(name: str, every: timedelta, job: Job) -> None:
    """Called once per job; registering the same name again replaces it."""
    _jobs[name] = Periodic(name, every, job)


def jobs() -> list[Periodic]:
    return [_jobs[name] for name in sorted(_jobs)]


class Ticker:
    """Remembers, for as long as its process lives, when each job last had its turn."""

    def __init__(self) -> None:
        self.last_turn: dict[str, datetime] = {}

    def tick(self, now: datetime) -> list[str]:
        """Give every job that is due its turn; say the names of those that failed."""
        return [periodic.name for periodic in self._due(now) if not self._turn(periodic, now)]

    def _due(self, now: datetime) -> list[Periodic]:
        return [
            periodic
            for periodic in jobs()
            if periodic.name not in self.last_turn
            or now - self.last_turn[periodic.name] >= periodic.every
        ]

    def _turn(self, periodic: Periodic, now: datetime) -> bool:
        self.last_turn[periodic.name] = now
        try:
            periodic.job(now)
        except Exception:  # one job's bug must not stop the others
            logger.exception("The periodic job %s failed.", periodic.name)
            return False
        return True
