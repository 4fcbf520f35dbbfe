"""However a player, or a script in its place, divides its reports: the clock is never outrun."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import now
from learning import intervals
from learning.playing_clock import FASTEST, LATE, PlayingClock

ENROLLED = now()
LATE_MS = LATE // timedelta(milliseconds=1)

reports = st.lists(
    st.tuples(
        st.integers(-8_000, 60_000),
        st.lists(
            st.tuples(st.integers(0, 600_000), st.integers(1, 120_000)).map(
                lambda piece: (piece[0], piece[0] + piece[1])
            ),
            max_size=4,
        ),
    ),
    max_size=30,
)


def stays_within_the_clock(sent):
    """Whether no report credits more than the clock allows.

    Each comes so many milliseconds after the one before it, some of them in the wrong order.
    """
    clock, known, passed, latest = PlayingClock.begun(ENROLLED), [], 0, 0
    for after_ms, stretches in sent:
        passed = max(0, passed + after_ms)
        latest = max(latest, passed)
        moment = ENROLLED + timedelta(milliseconds=passed)
        before = intervals.length(known)
        known = intervals.added(known, stretches, at_most=clock.allows_ms(moment))
        clock = clock.after(moment, intervals.length(known) - before)

        outran = intervals.length(known) > FASTEST * (latest + LATE_MS)
        if outran or clock.spent_until > clock.heard_at:
            return False
    return True


@settings(max_examples=60)
@given(reports)
def test_no_sequence_of_reports_outruns_the_clock(sent):
    assert stays_within_the_clock(sent)


@pytest.mark.long
@settings(max_examples=5_000)
@given(reports)
def test_no_sequence_of_reports_outruns_the_clock_at_length(sent):
    assert stays_within_the_clock(sent)


def test_who_plays_at_double_speed_is_credited_all_of_it():
    clock, known = PlayingClock.begun(ENROLLED), []
    for beat in range(1, 41):
        moment = ENROLLED + timedelta(seconds=15 * beat)
        stretch = (30_000 * (beat - 1), 30_000 * beat)
        grown = intervals.added(known, [stretch], at_most=clock.allows_ms(moment))
        clock = clock.after(moment, intervals.length(grown) - intervals.length(known))
        known = grown

    assert known == [(0, 1_200_000)]
