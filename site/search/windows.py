"""Arithmetic on moments: where several words fall close together. No database."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Two or three captions: who says both words in one breath says them within this.
BREATH_MS = 15_000


@dataclass(frozen=True)
class Window:
    """A breath that begins at `at_ms`: how many of the sought words fall in it, and how heavily."""

    at_ms: int
    words: int
    weight: int


def within(moments: Sequence[int], start_ms: int, end_ms: int) -> Sequence[int]:
    """The moments of a rising row that lie in the half-open stretch."""
    return moments[bisect_left(moments, start_ms) : bisect_left(moments, end_ms)]


def best_windows(said: Mapping[int, Sequence[tuple[int, int]]], most: int) -> list[Window]:
    """The fullest breaths, at most so many, none inside another, in the order in which they come.

    `said` gives per word (by number) its (moment, weight) pairs. A breath is as full as it holds
    different words, then as they weigh together; of two equals the earlier comes first.
    """
    events = sorted(
        (at_ms, word, weight) for word, pairs in said.items() for at_ms, weight in pairs
    )
    windows = _windows(events)
    chosen: list[Window] = []
    for window in sorted(windows, key=lambda found: (-found.words, -found.weight, found.at_ms)):
        if len(chosen) == most or (chosen and window.words < chosen[0].words):
            break
        if all(abs(window.at_ms - other.at_ms) >= BREATH_MS for other in chosen):
            chosen.append(window)
    return sorted(chosen, key=lambda found: found.at_ms)


def _windows(events: Sequence[tuple[int, int, int]]) -> list[Window]:
    """The breath from each event on; one pass, with the words of the present breath counted."""
    windows = []
    held: dict[int, int] = {}
    weight = end = 0
    for at_ms, word, own in events:
        while end < len(events) and events[end][0] < at_ms + BREATH_MS:
            held[events[end][1]] = held.get(events[end][1], 0) + 1
            weight += events[end][2]
            end += 1
        windows.append(Window(at_ms, len(held), weight))
        held[word] -= 1
        if not held[word]:
            del held[word]
        weight -= own
    return windows
