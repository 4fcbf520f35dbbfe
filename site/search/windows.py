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
        [(at_ms, word, weight) for word, pairs in said.items() for at_ms, weight in pairs]
    )
    ranked = _ranked(events)
    ranked.sort()
    chosen: list[Window] = []
    for fewer, lighter, at_ms in ranked:
        if len(chosen) == most or (chosen and -fewer < chosen[0].words):
            break
        if all(abs(at_ms - other.at_ms) >= BREATH_MS for other in chosen):
            chosen.append(Window(at_ms, -fewer, -lighter))
    return sorted(chosen, key=lambda found: found.at_ms)


def _ranked(events: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The breath from each event on as (-words, -weight, moment), so that the best sorts first.

    One pass, with the words of the present breath counted. Plain tuples: a question asks this of
    thousands of moments.
    """
    ranked = []
    held: dict[int, int] = {}
    count = len(events)
    weight = end = 0
    for at_ms, word, own in events:
        until = at_ms + BREATH_MS
        while end < count and events[end][0] < until:
            _, other, heavy = events[end]
            held[other] = held.get(other, 0) + 1
            weight += heavy
            end += 1
        ranked.append((-len(held), -weight, at_ms))
        held[word] -= 1
        if not held[word]:
            del held[word]
        weight -= own
    return ranked
