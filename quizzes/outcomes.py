"""Port: whoever cares about a finished attempt says so here, from its `ready()`.

`register(fn)`: fn(outcome) is called when an attempt is submitted, runs out of time or is marked again,
inside the transaction that does so. What it raises undoes the closing too, so that a pass, a completion and a
certificate are true together or not at all.

`register_way_on(fn)`: fn(attempt) gives the links that the result page shows: the next lesson, a new
attempt. `register_look_again(fn)`: fn(attempt) gives, per question id, where to look again.
`register_whom_to_ask(fn)`: fn(attempt) says in whole sentences who can help when the attempts are used up,
or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from .models import Attempt


@dataclass(frozen=True)
class Outcome:
    """A closed attempt. `score` lies between 0 and 1, or is None when nothing was to be marked (a
    self-assessment); `occasion` is the word of the one who began it. `at` is when it became so: an
    attempt that was marked again is told again, with that moment.

    `taken_back_by` is the Subject who decided that an attempt which counted as passed no longer does.
    """

    attempt_id: int
    subject_id: UUID
    quiz_id: int
    occasion: str
    passed: bool
    score: Decimal | None
    at: datetime
    taken_back_by: UUID | None = None


Link = tuple[str, str]
Listener = Callable[[Outcome], None]
WayOn = Callable[["Attempt"], list[Link]]
LookAgain = Callable[["Attempt"], dict[int, list[Link]]]
WhomToAsk = Callable[["Attempt"], str]

_listeners: list[Listener] = []
_ways_on: list[WayOn] = []
_look_again: list[LookAgain] = []
_whom_to_ask: list[WhomToAsk] = []


def register(fn: Listener) -> None:
    if fn not in _listeners:
        _listeners.append(fn)


def register_way_on(fn: WayOn) -> None:
    if fn not in _ways_on:
        _ways_on.append(fn)


def register_look_again(fn: LookAgain) -> None:
    if fn not in _look_again:
        _look_again.append(fn)


def register_whom_to_ask(fn: WhomToAsk) -> None:
    if fn not in _whom_to_ask:
        _whom_to_ask.append(fn)


def tell(outcome: Outcome) -> None:
    """Tell every listener, in the order in which they registered."""
    for listener in _listeners:
        listener(outcome)


def ways_on(attempt: "Attempt") -> list[Link]:
    """(label, url) of every way on from this attempt."""
    return [link for way_on in _ways_on for link in way_on(attempt)]


def look_again(attempt: "Attempt") -> dict[int, list[Link]]:
    """(label, url) of what is worth another look, per question id."""
    found: dict[int, list[Link]] = {}
    for look in _look_again:
        for question_id, links in look(attempt).items():
            found.setdefault(question_id, []).extend(links)
    return found


def whom_to_ask(attempt: "Attempt") -> str:
    """Who can help once no attempt is left; empty when nobody says."""
    return next((words for ask in _whom_to_ask if (words := ask(attempt))), "")
