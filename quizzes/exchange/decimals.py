"""Numbers as files write them: a point before the decimals, an exponent perhaps. Exact decimals."""

import re
from decimal import Decimal

from quizzes.numbers import plain

from .errors import QuestionRefused
from .portable import Numeric
from .reasons import Reason

# No more digits than the bank has room for, with a margin; an exponent that cannot run away.
NUMBER = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)


def number(text: str) -> Decimal:
    if not NUMBER.fullmatch(text.strip()):
        raise QuestionRefused(Reason.NOT_A_NUMBER, text=text.strip()[:40])
    return Decimal(text.strip())


def written(value: Decimal) -> str:
    """Without superfluous zeros and without an exponent, as the bank stores it."""
    return plain(value)


def tolerance_of(content: Numeric) -> str:
    """The tolerance as an amount."""
    tolerance = Decimal(content.tolerance)
    if content.in_percent:
        tolerance = abs(Decimal(content.answer)) * tolerance / 100
    return written(tolerance)
