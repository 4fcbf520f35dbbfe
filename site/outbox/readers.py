"""Port: whether a Subject still is somebody, said by the app that knows who people are.

Links in mails outlive an account. Whoever has been erased is nobody: about them nothing is kept.
"""

from typing import Protocol
from uuid import UUID


class Asks(Protocol):
    """Whether this Subject is somebody; with `lock`, until the caller's transaction ends."""

    def __call__(self, subject_id: UUID, *, lock: bool) -> bool: ...


_asks: list[Asks] = []


def register(ask: Asks) -> None:
    """Called from an app's `ready()`; registering the same function again changes nothing."""
    if ask not in _asks:
        _asks.append(ask)


def is_somebody(subject_id: UUID, *, lock: bool = False) -> bool:
    return any(ask(subject_id, lock=lock) for ask in _asks)
