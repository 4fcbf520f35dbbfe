"""Port: who wants to know that somebody attended a live session.

Each function is called with an `Outcome` inside the transaction that records the attendance, once per
Subject and session; whatever it raises undoes the attendance too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Outcome:
    session_id: int
    subject_id: UUID
    minutes: int | None
    at: datetime


_listeners: list[Callable[[Outcome], None]] = []


def register(listener: Callable[[Outcome], None]) -> None:
    """Called once per listener, from the app's `ready()`; registering the same function again changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(outcome: Outcome) -> None:
    for listener in _listeners:
        listener(outcome)
