"""The formulas of the item statistics, against NumPy and SciPy on the same data."""

import numpy
import pytest
from scipy import stats

from quizzes.statistics import Sums, discrimination, facility, frequencies, reliability


def marks(people=60, items=6, seed=3):
    """Partial marks of people who know more or less."""
    chance = numpy.random.default_rng(seed)
    knows = chance.normal(size=(people, 1))
    raw = knows + chance.normal(size=(people, items)) + numpy.linspace(-1, 1, items)
    return numpy.clip(numpy.round((raw + 2) / 4, 1), 0, 1)


def sums_of(table):
    totals = table.sum(axis=1)
    return [
        Sums(
            len(table),
            x.sum(),
            (x * x).sum(),
            totals.sum(),
            (totals * totals).sum(),
            (x * totals).sum(),
        )
        for x in table.T
    ]


def test_facility_is_the_mean_mark():
    table = marks()
    assert [facility(sums) for sums in sums_of(table)] == pytest.approx(table.mean(axis=0))


def test_discrimination_is_the_correlation_with_the_rest():
    table = marks()
    rest = table.sum(axis=1, keepdims=True) - table
    wanted = [stats.pearsonr(table[:, i], rest[:, i]).statistic for i in range(table.shape[1])]
    assert [discrimination(sums) for sums in sums_of(table)] == pytest.approx(wanted)


def test_discrimination_of_right_or_wrong_is_the_point_biserial():
    table = (marks() > 0.5).astype(float)
    rest = table.sum(axis=1) - table[:, 0]
    wanted = stats.pointbiserialr(table[:, 0].astype(bool), rest).statistic
    assert discrimination(sums_of(table)[0]) == pytest.approx(wanted)


def test_discrimination_is_unknown_where_nobody_differs():
    table = marks()
    table[:, 0] = 1
    assert discrimination(sums_of(table)[0]) is None


def test_alpha_and_standard_error_by_their_definitions():
    table = marks()
    items = table.shape[1]
    totals = table.sum(axis=1)
    alpha = items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / totals.var(ddof=1))
    found = reliability(sums_of(table))
    assert found.alpha == pytest.approx(alpha)
    assert found.standard_error == pytest.approx(totals.std(ddof=1) * numpy.sqrt(1 - alpha))


def test_alpha_is_that_of_a_published_worked_example():
    """Z. Bobbitt, "How to Calculate Cronbach's Alpha in Python" (Statology, 2021): ten people rate three
    things from 1 to 3, alpha is 0.7734375."""
    ratings = [
        [1, 2, 2, 3, 2, 2, 3, 3, 2, 3],
        [1, 1, 1, 2, 3, 3, 2, 3, 3, 3],
        [1, 1, 2, 1, 2, 3, 3, 3, 2, 3],
    ]
    # Marks lie between 0 and 1; alpha does not depend on the unit.
    found = reliability(sums_of(numpy.array(ratings, float).T / 3))
    assert found.alpha == pytest.approx(0.7734375)


@pytest.mark.parametrize("people", [1, 2])
def test_one_or_two_people_make_no_figure_fail(people):
    table = numpy.array([[1.0, 0.0], [0.0, 0.0]])[:people]
    first, second = sums_of(table)
    assert facility(first) == 1 / people
    assert facility(second) == 0
    assert discrimination(first) is None
    assert discrimination(second) is None


def test_same_part_for_everybody_is_no_spread_however_many_they_are():
    """Sums of many rounded marks are never exact: what is left of rounding must not pass for a spread."""
    people = 200_000
    x = xx = y = yy = xy = 0.0
    for number in range(people):
        mark, total = 0.83333, 0.83333 + number % 2
        x, xx, y, yy = x + mark, xx + mark**2, y + total, yy + total**2
        xy += mark * total
    assert discrimination(Sums(people, x, xx, y, yy, xy)) is None


def test_alpha_of_parallel_items_is_one():
    table = numpy.repeat(marks(items=1), 4, axis=1)
    found = reliability(sums_of(table))
    assert (found.alpha, found.standard_error) == (pytest.approx(1), pytest.approx(0, abs=1e-6))


@pytest.mark.parametrize("table", [marks(items=1), numpy.ones((20, 4)), marks(people=1)])
def test_reliability_is_unknown_without_items_people_or_differences(table):
    assert reliability(sums_of(table)) is None


def test_frequencies_name_every_option_and_leave_out_who_chose_none():
    assert frequencies({"a": 3, "b": 1}, ["a", "b", "c"], 8) == {"a": 0.375, "b": 0.125, "c": 0}
