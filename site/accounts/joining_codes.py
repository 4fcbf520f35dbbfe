"""The code by which a member joins: ten symbols of Crockford's base 32 (50 random bits), in two groups.

Short enough to read aloud in a team meeting, too long to be guessed: whoever guesses has ten tries an
hour. It opens no one's data, only the door to a page that says what joining means.
"""

import secrets

from core.codes import ALPHABET

LENGTH = 10
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_joining_code() -> str:
    """A fresh code, as it is shown: two groups of five signs with a dash between them."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return f"{symbols[:5]}-{symbols[5:]}"


def read_joining_code(typed: str) -> str | None:
    """The code as it is shown, from what a person typed (case, hyphens, spaces, O/I/L forgiven), or None."""
    symbols = "".join(typed.upper().split()).replace("-", "").translate(_LOOKALIKE)
    if len(symbols) != LENGTH or not set(symbols) <= set(ALPHABET):
        return None
    return f"{symbols[:5]}-{symbols[5:]}"
