"""A long text dealt over sheets: nothing lost, none too heavy, beginning with a chapter where that can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webinar.recordings.sheets import asked_sheet, dealt

LARGEST = 100


@given(
    weights=st.lists(st.integers(min_value=1, max_value=LARGEST), min_size=1, max_size=60),
    openings=st.sets(st.integers(min_value=0, max_value=60)),
)
def test_everything_stands_on_one_sheet_in_its_order_and_none_is_too_heavy(weights, openings):
    sheets = dealt(weights, openings, LARGEST)

    assert [place for sheet in sheets for place in sheet] == list(range(len(weights)))
    assert all(sum(weights[place] for place in sheet) <= LARGEST for sheet in sheets)
    assert all(len(sheet) for sheet in sheets)


def test_sheets_are_about_equal():
    assert [len(sheet) for sheet in dealt([10] * 11, set(), LARGEST)] == [5, 6]


def test_sheet_begins_with_the_chapter_that_is_nearest():
    assert dealt([10] * 20, {0, 3, 8, 14}, LARGEST) == [range(8), range(8, 14), range(14, 20)]
    # One that would leave a sheet all but empty is no reason.
    assert dealt([10] * 20, {0, 2}, LARGEST) == [range(10), range(10, 20)]


def test_what_is_heavier_than_a_sheet_stands_alone():
    assert dealt([10, 500, 10], set(), LARGEST) == [range(1), range(1, 2), range(2, 3)]


@pytest.mark.parametrize(
    ("asked", "here", "shown"),
    [
        ({}, None, 1),
        ({"deel": "2"}, None, 2),
        ({"deel": "99"}, None, 3),
        ({"deel": "0"}, None, 1),
        ({"deel": "²"}, None, 1),
        ({"deel": "2; DROP"}, None, 1),
        ({"deel": "9" * 5_000}, None, 1),
        ({"deel": "alles"}, 2, 0),
        ({"deel": "3"}, 2, 2),
    ],
)
def test_sheet_is_the_one_that_is_asked_for_or_where_a_link_leads(asked, here, shown):
    assert asked_sheet(asked, 3, here) == shown
