"""A person's name as it is stored: what can be seen of it, on one line."""

import unicodedata

# Within a word these two decide how letters join (Persian, Hindi, some emoji).
JOINERS = "\u200c\u200d"
# Letters and signs by their kind, and yet nothing is seen of them: fillers of Hangul, the empty Braille cell.
BLANKS = "\u115f\u1160\u3164\uffa0\u2800"
# On one letter; Vietnamese needs two, vocalised Hebrew and Tibetan a few more. A heap would cover other lines.
MOST_MARKS = 5


def tidy(name: str) -> str:
    """The name without control signs and signs that turn the direction of writing; may be empty.

    So is a name of which nothing can be seen. Of a heap of marks on one letter the first few stay.
    """
    seen = "".join(sign if _can_be_seen(sign) else " " if sign.isspace() else "" for sign in name)
    words = _without_heaps(" ".join(seen.split()))
    return words if any(map(_leaves_ink, words)) else ""


def _can_be_seen(sign: str) -> bool:
    if sign in BLANKS:
        return False
    return sign in JOINERS or not unicodedata.category(sign).startswith("C")


def _leaves_ink(sign: str) -> bool:
    """By itself: a mark needs a letter below it."""
    return unicodedata.category(sign)[0] in "LNPS"


def _without_heaps(words: str) -> str:
    kept, marks = [], 0
    for sign in words:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
