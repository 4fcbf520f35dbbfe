"""Arithmetic of days: how long a certificate holds, and in which period of a register a day falls."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time

from core.clock import BRUSSELS


@dataclass(frozen=True)
class Period:
    """From its first day to its last, both within it."""

    first: date
    last: date


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where there is none: 31 January, 28 February."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of_validity(achieved_at: datetime, months: int | None) -> datetime | None:
    """The last second, in Brussels, of the day so many months later; None holds for ever."""
    if months is None:
        return None
    day = months_after(achieved_at.astimezone(BRUSSELS).date(), months)
    return datetime.combine(day, time(23, 59, 59), BRUSSELS)


def period_of(day: date, *, start: date, months: int) -> Period:
    """The period of `months` months in which `day` falls, counted on and back from `start`."""
    passed = (day.year - start.year) * 12 + day.month - start.month
    turn = passed // months
    if months_after(start, turn * months) > day:
        turn -= 1
    elif months_after(start, (turn + 1) * months) <= day:
        turn += 1
    first = months_after(start, turn * months)
    after = months_after(start, (turn + 1) * months)
    return Period(first, date.fromordinal(after.toordinal() - 1))
