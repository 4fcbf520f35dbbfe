"""Untrusted answers: what may come in, told apart by small questions."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from quizzes.errors import MalformedResponse


def only_key(raw: object, key: str) -> Any:
    """The value under the one key that the answer may have."""
    if not isinstance(raw, dict) or set(raw) != {key}:
        raise MalformedResponse
    return raw[key]


def one_of(value: object, known: Collection[str]) -> str:
    if not isinstance(value, str) or value not in known:
        raise MalformedResponse
    return value


def several_of(value: object, known: Collection[str]) -> list[str]:
    """A list of different known ids."""
    if not isinstance(value, list) or len(value) > len(known):
        raise MalformedResponse
    found = [one_of(item, known) for item in value]
    if len(set(found)) != len(found):
        raise MalformedResponse
    return found


def plain_text(value: object, *, longest: int) -> str:
    """Typed text of at most so many signs, that every database can store.

    No zero bytes and no halves of a pair: PostgreSQL stores neither.
    """
    if not isinstance(value, str) or "\0" in value or any("\ud800" <= x <= "\udfff" for x in value):
        raise MalformedResponse
    if len(value) > longest:
        raise MalformedResponse(_("This answer is too long."))
    return value
