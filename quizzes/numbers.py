"""Reading and writing numbers as people type them. Exact fractions; no ORM, no locale of the server.

Dutch writes 1.234,5 and English 1,234.5; both may leave a space between thousands. A single sign
before exactly three digits, as in 1.500, is a decimal sign for one and stands between thousands for
the other: then both readings count.
"""

import re
from decimal import Decimal
from fractions import Fraction

from django.utils import formats

SPACES = re.compile(r"[\s'\u2019\u202f\u00a0]")
DIGITS = re.compile(r"[0-9]+", re.ASCII)
MINUS = {"\u2212": "-", "\u2013": "-"}


def readings(text: str, *, unit: str = "") -> list[Fraction]:
    """Every number that the text can mean, the likeliest first; empty when it means none.

    The unit may stand in front or behind.
    """
    sign, figures = _bare(text, unit)
    found = {
        reading: None for signs in _decimal_signs(figures) for reading in _read(figures, signs)
    }
    return [sign * reading for reading in found]


def plain(value: object) -> str:
    """A decimal as text without superfluous zeros: `Fraction` reads it back exactly."""
    text = format(Decimal(str(value)), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def shown(text: str) -> str:
    """A plain decimal as the reader's language writes it."""
    decimals = len(text.partition(".")[2])
    return formats.number_format(Decimal(text), decimal_pos=decimals, use_l10n=True)


def _bare(text: str, unit: str) -> tuple[int, str]:
    """The sign and the figures, without unit and spaces."""
    bare = text.strip()
    for word in filter(None, [unit, "%", "€"]):
        bare = _without(bare, word)
    bare = SPACES.sub("", bare)
    for other, minus in MINUS.items():
        bare = bare.replace(other, minus)
    if bare[:1] in {"-", "+"}:
        return (-1 if bare[0] == "-" else 1), bare[1:]
    return 1, bare


def _without(text: str, word: str) -> str:
    if text.casefold().endswith(word.casefold()):
        return text[: len(text) - len(word)].strip()
    if text.casefold().startswith(word.casefold()):
        return text[len(word) :].strip()
    return text


def _decimal_signs(figures: str) -> list[str]:
    """Which sign may be the decimal one: the last of two kinds, or either when there is one kind."""
    comma, point = figures.rfind(","), figures.rfind(".")
    if comma >= 0 and point >= 0:
        return ["," if comma > point else "."]
    return [",", "."]


def _read(figures: str, decimal_sign: str) -> list[Fraction]:
    """The reading with this decimal sign, the other one standing between thousands."""
    between = "." if decimal_sign == "," else ","
    whole, _sign, part = figures.partition(decimal_sign)
    groups = whole.split(between)
    if not _are_thousands(groups) or (part and not DIGITS.fullmatch(part)):
        return []
    return [Fraction(f"{''.join(groups) or '0'}.{part or '0'}")] if figures.strip(",.") else []


def _are_thousands(groups: list[str]) -> bool:
    """Three digits in every group but the first, which has one to three; or one group of any length."""
    first, *others = groups
    if not others:
        return first == "" or bool(DIGITS.fullmatch(first))
    return (
        bool(DIGITS.fullmatch(first))
        and len(first) <= 3
        and first[0] != "0"
        and all(len(group) == 3 and DIGITS.fullmatch(group) for group in others)
    )
