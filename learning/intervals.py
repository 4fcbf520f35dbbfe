"""Arithmetic on what was played: half-open stretches of a recording in milliseconds."""

import sys
from collections.abc import Iterable

Interval = tuple[int, int]


def union(intervals: Iterable[Interval]) -> list[Interval]:
    """The same stretches, sorted, joined where they touch, the empty ones left out."""
    joined: list[Interval] = []
    for start, end in sorted(interval for interval in intervals if interval[0] < interval[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def length(intervals: Iterable[Interval]) -> int:
    """How many milliseconds the stretches cover, each counted once."""
    return sum(end - start for start, end in union(intervals))


def within(intervals: Iterable[Interval], start: int, end: int) -> list[Interval]:
    """The parts of the stretches that lie between start and end."""
    return union((max(low, start), min(high, end)) for low, high in intervals)


def added(
    known: list[Interval],
    reported: Iterable[Interval],
    at_most: int,
    most_stretches: int = sys.maxsize,
) -> list[Interval]:
    """What is known with what is reported, growing by no more than `at_most` milliseconds.

    Stretches are taken in the order of the recording; the one that goes over is cut off. Where there are
    `most_stretches` already, one more that touches none of them is left out.
    """
    result, left = union(known), at_most
    for start, end in union(reported):
        grown = union([*result, (start, end)])
        more = length(grown) - length(result)
        if more > left:
            # Cut at the end: what was played first is believed first.
            grown = union([*result, *_first(result, start, end, left)])
            more = length(grown) - length(result)
        if len(grown) > max(most_stretches, len(result)):
            continue
        result, left = grown, left - more
        if left <= 0:
            break
    return result


def _first(known: list[Interval], start: int, end: int, milliseconds: int) -> list[Interval]:
    """The first so many milliseconds of a stretch that are not known yet."""
    taken: list[Interval] = []
    moment = start
    for low, high in [*within(known, start, end), (end, end)]:
        piece = min(low - moment, milliseconds)
        if piece > 0:
            taken.append((moment, moment + piece))
            milliseconds -= piece
        if milliseconds <= 0:
            break
        moment = max(moment, high)
    return taken
