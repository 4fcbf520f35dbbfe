"""Numbers as people type them, the Dutch and the English way."""

from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import numbers

F = Fraction


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("12", [F(12)]),
        ("12,5", [F("12.5")]),
        ("12.5", [F("12.5")]),
        ("12,", [F(12)]),
        (",5", [F("0.5")]),
        ("0.500", [F("0.5")]),
        ("0012", [F(12)]),
        ("1.234,5", [F("1234.5")]),
        ("1,234.5", [F("1234.5")]),
        ("1.234.567", [F(1234567)]),
        ("1 234 567,8", [F("1234567.8")]),
        ("1\u00a0234", [F(1234)]),
        ("1.500", [F(1500), F("1.5")]),
        ("1,500", [F("1.5"), F(1500)]),
        ("-3", [F(-3)]),
        ("\u22123,5", [F("-3.5")]),
        ("45 %", [F(45)]),
        ("€ 12,50", [F("12.5")]),
        ("3 dagen", [F(3)]),
        ("3 DAGEN", [F(3)]),
    ],
)
def test_number_is_read_as_it_is_meant(typed, read):
    assert numbers.readings(typed, unit="dagen") == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        ",",
        ".",
        "--3",
        "drie",
        "1e3",
        "1,2,3",
        "12.34.567",
        "1.2345.678",
        "3 weken",
        "٣",
        "½",
    ],
)
def test_what_is_no_number_has_no_reading(typed):
    assert numbers.readings(typed, unit="dagen") == []


@settings(max_examples=25)
@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(["nl", "en", "fr"])
)
def test_number_shown_is_read_back(number, language):
    with translation.override(language):
        shown = numbers.shown(numbers.plain(number))
    assert Fraction(number) in numbers.readings(shown)
