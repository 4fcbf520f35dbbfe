import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.intervals import added, length, union, within

stretches = st.lists(
    st.tuples(st.integers(0, 1_000), st.integers(0, 1_000)).map(lambda pair: tuple(sorted(pair))),
    max_size=12,
)


def milliseconds(intervals):
    return {moment for start, end in intervals for moment in range(start, end)}


@given(stretches)
def test_union_covers_the_same_moments_in_order_without_touching(intervals):
    joined = union(intervals)

    assert milliseconds(joined) == milliseconds(intervals)
    assert all(earlier[1] < later[0] for earlier, later in zip(joined, joined[1:], strict=False))
    assert length(intervals) == len(milliseconds(intervals))


@given(stretches, st.integers(0, 1_000), st.integers(0, 1_000))
def test_within_keeps_what_lies_between(intervals, start, end):
    assert milliseconds(within(intervals, start, end)) == milliseconds(intervals) & set(
        range(start, end)
    )


@given(stretches, stretches, st.integers(0, 1_500))
def test_added_believes_no_more_than_allowed_and_invents_nothing(known, reported, at_most):
    result = added(known, reported, at_most)
    new = milliseconds(result) - milliseconds(known)

    assert milliseconds(known) <= milliseconds(result)
    assert new <= milliseconds(reported)
    assert len(new) == min(at_most, len(milliseconds(reported) - milliseconds(known)))


@pytest.mark.parametrize(
    ("known", "reported", "at_most", "result"),
    [
        ([], [(0, 10)], 100, [(0, 10)]),
        ([(0, 10)], [(5, 20)], 100, [(0, 20)]),
        ([(0, 10)], [(20, 40)], 5, [(0, 10), (20, 25)]),
        ([(0, 10), (15, 20)], [(5, 30)], 7, [(0, 22)]),
    ],
)
def test_added_cuts_off_at_the_end(known, reported, at_most, result):
    assert added(known, reported, at_most) == result


@given(stretches, stretches, st.integers(0, 1_500), st.integers(0, 6))
def test_added_keeps_to_the_most_stretches_and_loses_nothing_that_was_known(
    known, reported, at_most, most
):
    result = added(known, reported, at_most, most_stretches=most)

    assert len(result) <= max(most, len(union(known)))
    assert milliseconds(known) <= milliseconds(result)
    assert milliseconds(result) <= milliseconds([*known, *reported])
