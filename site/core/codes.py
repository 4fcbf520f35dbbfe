"""Public codes: 128 random bits in Crockford base 32, with a check symbol.

Source: Douglas Crockford, "Base 32" (alphabet without I, L, O, U; check symbol = value modulo 37).
Shape: 26 symbols and 1 check symbol, shown in groups of five or so joined by hyphens.
"""

import secrets
from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
LENGTH = 26
_VALUE = {symbol: value for value, symbol in enumerate(ALPHABET)}
_LOOKALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})


class MistypedCode(ValueError):
    """The code cannot have been issued: a wrong symbol, length or check symbol."""


def new_code(random_bits: Callable[[int], int] = secrets.randbits) -> str:
    """A fresh code in its canonical form: 27 symbols, no hyphens."""
    value = random_bits(128)
    digits = []
    for _ in range(LENGTH):
        value, digit = divmod(value, 32)
        digits.append(ALPHABET[digit])
    body = "".join(reversed(digits))
    return body + check_symbol(body)


def check_symbol(body: str) -> str:
    value = 0
    for symbol in body:
        value = (value * 32 + _VALUE[symbol]) % 37
    return CHECK_ALPHABET[value]


def read_code(typed: str) -> str:
    """The canonical form of what a person typed: case, hyphens, spaces and O/I/L forgiven.

    Raises MistypedCode, without a query, when a symbol, the length or the check symbol is wrong.
    """
    text = "".join(symbol for symbol in typed.upper() if symbol not in "- \t")
    body, check = text[:-1].translate(_LOOKALIKE), text[-1:]
    if check not in CHECK_ALPHABET:
        check = check.translate(_LOOKALIKE)
    if len(body) != LENGTH or any(symbol not in _VALUE for symbol in body):
        raise MistypedCode(typed)
    if check_symbol(body) != check:
        raise MistypedCode(typed)
    return body + check


def spaced(code: str) -> str:
    """The code as people read it aloud: groups of five joined by hyphens."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))
