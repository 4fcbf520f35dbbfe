"""A person's name as it is stored: what can be seen of it, on one line."""

import unicodedata

# Within a word these two decide how letters join (Persian, Hindi, some emoji).
JOINERS = "\u200c\u200d"


def tidy(name: str) -> str:
    """The name without control signs and signs that turn the direction of writing; may be empty."""
    seen = "".join(sign if _can_be_seen(sign) else " " if sign.isspace() else "" for sign in name)
    words = " ".join(seen.split())
    return words if words.strip(JOINERS + " ") else ""


def _can_be_seen(sign: str) -> bool:
    return sign in JOINERS or not unicodedata.category(sign).startswith("C")
