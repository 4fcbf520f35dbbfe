"""Typed words made comparable. No ORM."""

import unicodedata


def folded(text: str) -> str:
    """The text without case, accents and superfluous spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(plain.split())
