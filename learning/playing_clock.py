"""How much may have been played, as the clock knows it. Knows no database.

A learner has the time since the enrolment to play in, at twice the speed at most. What is credited uses
that time up, so that many reports give no more than one; what is not used while the player reports is
gone, because nothing was played in it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The player goes up to twice the speed.
FASTEST = 2
# A report may be this late: once in all, never once a report.
LATE = timedelta(milliseconds=2_500)
# What comes within this time of the last report is one delivery: after a lost line a browser sends what
# it kept in several messages, one for each lesson and no more than a hundred stretches in each.
ONE_DELIVERY = timedelta(seconds=5)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True)
class PlayingClock:
    """`heard_at`: the last report, at first the enrolment. `spent_until`: the time before it is used up."""

    heard_at: datetime
    spent_until: datetime

    @classmethod
    def begun(cls, moment: datetime) -> "PlayingClock":
        return cls(moment, moment - LATE)

    def allows_ms(self, now: datetime) -> int:
        """How many milliseconds of a recording may be credited at this moment."""
        return max(0, (now - self._usable_from(now)) // _MILLISECOND * FASTEST)

    def after(self, now: datetime, credited_ms: int) -> "PlayingClock":
        """The clock once so much was credited of what it allows."""
        return PlayingClock(
            heard_at=max(self.heard_at, now),
            spent_until=self._usable_from(now) + credited_ms * _MILLISECOND / FASTEST,
        )

    def _usable_from(self, now: datetime) -> datetime:
        if abs(now - self.heard_at) <= ONE_DELIVERY:
            return self.spent_until
        return max(self.spent_until, self.heard_at - LATE)
