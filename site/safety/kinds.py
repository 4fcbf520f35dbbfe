"""The two kinds of address. What declares nothing is reading."""

from typing import TypeVar

from django.http import HttpResponseBase

Answer = TypeVar("Answer", bound=HttpResponseBase)

READING = "reading"
ACTING = "acting"


def declare(response: Answer, kind: str) -> Answer:
    """Write on the answer which kind of address gave it; the middleware judges by it."""
    response.address_kind = kind
    return response


def kind_of(response: HttpResponseBase, otherwise: str | None = None) -> str:
    """What the answer itself says, or else its view (`otherwise`), or else reading."""
    return getattr(response, "address_kind", None) or otherwise or READING
