"""Whole numbers that somebody else wrote: in an address, a form, a header."""

# So many digits fit a column of any database we know, and Python reads them without a complaint.
MOST_DIGITS = 18


def whole_number(text: str | None, most_digits: int = MOST_DIGITS) -> int | None:
    """The number that these digits stand for, from 0; None for anything else, however long it is."""
    is_one = text and text.isascii() and text.isdigit() and len(text) <= most_digits
    return int(text) if text and is_one else None
