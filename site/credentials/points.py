"""How many points an achievement is worth in a register. Pure.

A rule covers one achievement ("course:<uuid>") or all of a kind ("session:"), between two days. It gives
a number of points, or leaves it to the hours; hours are rounded down to whole steps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Rule:
    """`points` is None where the hours count; a day that is None is no limit."""

    key: str
    points: Decimal | None
    number: str = ""
    from_day: date | None = None
    to_day: date | None = None

    def covers(self, key: str, day: date) -> bool:
        named = key.startswith(self.key) if self.key.endswith(":") else key == self.key
        return (
            named
            and (self.from_day is None or self.from_day <= day)
            and (self.to_day is None or day <= self.to_day)
        )


def rule_for(rules: Iterable[Rule], key: str, day: date) -> Rule | None:
    """The rule that covers this achievement on this day; one that names it goes before one of its kind."""
    covering = [rule for rule in rules if rule.covers(key, day)]
    return next((rule for rule in covering if rule.key == key), covering[0] if covering else None)


def points_of(
    rule: Rule,
    *,
    minutes: int,
    per_hour: Decimal,
    step: Decimal,
    renewal_minutes: int | None = None,
) -> Decimal:
    """The points that a rule gives for an achievement of so many minutes.

    What was earned again by a part of it counts the minutes of that part, by the hour, and never more than
    the whole: nobody gets the points of a day's course for ten minutes.
    """
    by_the_hour = _in_steps(
        per_hour * (minutes if renewal_minutes is None else renewal_minutes) / 60, step
    )
    if rule.points is None:
        return by_the_hour
    return rule.points if renewal_minutes is None else min(rule.points, by_the_hour)


def _in_steps(exact: Decimal, step: Decimal) -> Decimal:
    return (exact // step) * step
