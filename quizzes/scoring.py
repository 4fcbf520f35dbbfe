"""Marks: pure arithmetic on ids, between 0 and 1, exact fractions. No ORM, no clock, no chance."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

NOTHING = Fraction(0)
ALL = Fraction(1)
# What a choice in a case earns.
WORTHS = {"good": ALL, "fair": Fraction(1, 2), "poor": NOTHING}


def one_choice(*, correct: Collection[str], chosen: str | None) -> Fraction:
    """All or nothing."""
    return ALL if chosen in correct else NOTHING


def several_choices(
    *, options: Collection[str], correct: Collection[str], chosen: Collection[str]
) -> Fraction:
    """The share of right options chosen, less the share of wrong options chosen, never below zero.

    So that choosing everything earns nothing, and so does choosing nothing.
    """
    right, picked = set(correct), set(chosen)
    wrong = set(options) - right
    if not right:
        return NOTHING if picked else ALL
    gained = Fraction(len(picked & right), len(right))
    lost = Fraction(len(picked & wrong), len(wrong)) if wrong else NOTHING
    return max(NOTHING, gained - lost)


def ordering(*, correct: Sequence[str], given: Sequence[str]) -> Fraction:
    """Kendall's tau between the given and the right order, never below zero.

    Every pair in the right mutual order counts for, every other pair against; two neighbours
    exchanged cost little, a reversed order earns nothing. Source: M. G. Kendall, "A New Measure of
    Rank Correlation", Biometrika 30 (1938). An order that is not complete earns nothing.
    """
    if sorted(correct) != sorted(given):
        return NOTHING
    if len(correct) < 2:
        return ALL
    place = {name: index for index, name in enumerate(given)}
    pairs = list(combinations(correct, 2))
    for_, against = _split(place[first] < place[second] for first, second in pairs)
    return max(NOTHING, Fraction(for_ - against, len(pairs)))


def matching(*, correct: Mapping[str, str], given: Mapping[str, str]) -> Fraction:
    """The share of pairs that are right."""
    if not correct:
        return ALL
    right = sum(1 for left, match in correct.items() if given.get(left) == match)
    return Fraction(right, len(correct))


def gaps(right: Sequence[bool]) -> Fraction:
    """The share of gaps that are right."""
    return Fraction(sum(right), len(right)) if right else ALL


def number(*, correct: Fraction, tolerance: Fraction, readings: Iterable[Fraction]) -> Fraction:
    """All or nothing: whether one of the readings is at most the tolerance away."""
    return ALL if any(abs(reading - correct) <= tolerance for reading in readings) else NOTHING


def path(*, worths: Sequence[Fraction], left: int) -> Fraction:
    """The mean worth of the choices along a path; what was not walked (`left` choices) earns nothing.

    `left` is the longest way on, so that stopping early never gains on a next good choice.
    """
    steps = len(worths) + left
    return sum(worths, NOTHING) / steps if steps else ALL


def exact(mark: Decimal) -> Fraction:
    """The mark as it was before it was rounded to five places to be stored.

    Marks are fractions of small numbers (options, pairs, steps): those with a denominator up to 200
    lie far enough apart to be told from each other.
    """
    return Fraction(mark).limit_denominator(200)


def total(marks: Sequence[Fraction]) -> Fraction:
    """The score of an attempt: every question weighs the same."""
    return sum(marks, NOTHING) / len(marks) if marks else NOTHING


def passes(*, score: Fraction | None, pass_mark: int | None) -> bool:
    """Whether the score reaches the pass mark (percent).

    Without a pass mark, or with nothing to mark (no score), finishing is enough.
    """
    return pass_mark is None or score is None or score * 100 >= pass_mark


def _split(verdicts: Iterable[bool]) -> tuple[int, int]:
    counted = list(verdicts)
    yes = sum(counted)
    return yes, len(counted) - yes
