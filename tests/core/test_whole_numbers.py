import pytest

from core.whole_numbers import whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), ("9" * 18, 10**18 - 1)]
)
def test_whole_number_is_read_from_digits(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", [None, "", " 7", "-1", "+1", "1.0", "1e3", "zeven", "²", "٣", "9" * 19, "9" * 5000]
)
def test_whole_number_is_none_for_anything_else(text):
    assert whole_number(text) is None


def test_whole_number_may_be_asked_for_with_few_digits():
    assert whole_number("9999", most_digits=4) == 9999
    assert whole_number("10000", most_digits=4) is None
