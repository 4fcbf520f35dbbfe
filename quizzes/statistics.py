"""What a quiz says about its own questions: classical item analysis. No ORM, no clock, no chance.

Every figure is made from sums, which a database adds up by itself. Sources named below:
Moodle: "Quiz statistics calculations", Moodle developer documentation.
Allen and Yen: M. J. Allen and W. M. Yen, "Introduction to Measurement Theory" (1979).
Crocker and Algina: L. Crocker and J. Algina, "Introduction to Classical and Modern Test Theory" (1986).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

# Of the sum of squares: what rounding leaves in sums of millions stays far below this share.
NO_SPREAD = 1e-9


@dataclass(frozen=True)
class Sums:
    """Over `people`: of the marks x of one item and the totals y of the sittings it was part of.

    A mark lies between 0 and 1; a total is the sum of all marks of its sitting, this one included.
    """

    people: int
    x: float
    xx: float
    y: float
    yy: float
    xy: float

    @property
    def item_spread(self) -> float:
        """Sum of squared deviations of the marks."""
        return self.xx - self.x**2 / self.people

    @property
    def total_spread(self) -> float:
        """Sum of squared deviations of the totals."""
        return self.yy - self.y**2 / self.people

    @property
    def joint_spread(self) -> float:
        """Sum of products of the deviations of marks and totals."""
        return self.xy - self.x * self.y / self.people


@dataclass(frozen=True)
class Reliability:
    """How far the totals of a whole quiz can be believed; both in the unit of the totals (questions)."""

    alpha: float
    standard_error: float


def facility(sums: Sums) -> float:
    """The mean mark of an item, between 0 and 1: for items marked right or wrong, the share right.

    Source: Moodle, "facility index"; Crocker and Algina, chapter 5 (item difficulty p).
    """
    return sums.x / sums.people


def discrimination(sums: Sums) -> float | None:
    """Corrected point-biserial: the correlation of an item's mark with the rest of the total, -1 to 1.

    The item itself is left out of the total (y - x), or it would correlate with itself. None where all
    marks, or all rests, are the same. Source: Moodle, "discrimination index"; Crocker and Algina,
    chapter 14 (item-total correlation, corrected for spuriousness); Allen and Yen, chapter 6.
    """
    rest_spread = sums.total_spread + sums.item_spread - 2 * sums.joint_spread
    if _is_none(sums.item_spread, sums.xx) or _is_none(rest_spread, sums.yy):
        return None
    return (sums.joint_spread - sums.item_spread) / sqrt(sums.item_spread * rest_spread)


def reliability(items: Sequence[Sums]) -> Reliability | None:
    """Cronbach's alpha and the standard error of measurement of a quiz, of which everybody took all.

    alpha = k / (k - 1) * (1 - sum of item variances / variance of totals);
    standard error = standard deviation of totals * sqrt(1 - alpha), with n - 1 in every variance.
    None for fewer than two items or people, or where all totals are the same. Source: L. J. Cronbach,
    "Coefficient alpha and the internal structure of tests", Psychometrika 16 (1951); Allen and Yen,
    chapter 4; Moodle, "coefficient of internal consistency" and "standard error".
    """
    if len(items) < 2 or items[0].people < 2 or _is_none(items[0].total_spread, items[0].yy):
        return None
    of_items = sum(item.item_spread for item in items)
    alpha = len(items) / (len(items) - 1) * (1 - of_items / items[0].total_spread)
    variance = items[0].total_spread / (items[0].people - 1)
    return Reliability(alpha, sqrt(variance * max(0.0, 1 - alpha)))


def frequencies(chosen: Mapping[str, int], options: Sequence[str], people: int) -> dict[str, float]:
    """The share of people who chose each option, in the order of the options.

    Source: Crocker and Algina, chapter 14 (distractor analysis).
    """
    return {option: chosen.get(option, 0) / people for option in options}


def _is_none(spread: float, squares: float) -> bool:
    return spread <= NO_SPREAD * max(1.0, squares)
