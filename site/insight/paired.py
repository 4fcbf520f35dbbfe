"""The change between two measurements of the same people, and how sure it is. No ORM.

Sources: D. G. Altman, "Practical Statistics for Medical Research" (1991), chapter 9 (paired t);
M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.5 (quantiles of t).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist, fmean, stdev


@dataclass(frozen=True)
class Change:
    """Means of both measurements and of the change, with the ends of its confidence interval."""

    people: int
    before: float
    after: float
    mean: float
    low: float
    high: float


def paired_change(pairs: Sequence[tuple[float, float]], *, confidence: float = 0.95) -> Change:
    """mean(d) ± t(n - 1) * s(d) / sqrt(n), with d = after - before. Needs two pairs or more."""
    changes = [after - before for before, after in pairs]
    mean = fmean(changes)
    margin = t_quantile((1 + confidence) / 2, len(pairs) - 1) * stdev(changes) / sqrt(len(pairs))
    return Change(
        people=len(pairs),
        before=fmean(before for before, _after in pairs),
        after=fmean(after for _before, after in pairs),
        mean=mean,
        low=mean - margin,
        high=mean + margin,
    )


def t_quantile(share: float, degrees: int) -> float:
    """The value below which this share of Student's t lies.

    Cornish and Fisher's expansion, five terms of it: right to four digits from nine degrees of freedom
    on, which is what groups of ten people have.
    """
    z, n = NormalDist().inv_cdf(share), degrees
    terms = (
        z,
        (z**3 + z) / (4 * n),
        (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2),
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3),
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * n**4),
    )
    return sum(terms)
