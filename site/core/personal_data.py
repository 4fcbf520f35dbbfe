"""Port: every app that holds personal data says what it holds, exports it and erases it.

Called by `accounts` when a person asks for a copy, asks to be erased, or when a term of retention
has passed. `export` returns plain values (JSON types) for one Subject; `erase` deletes what names the
person and keeps facts. Both run inside the caller's transaction; whatever they raise undoes it all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Holding:
    """One line of the register of processing; its words are lazy, for the language of whoever reads."""

    key: str
    what: "str | StrPromise"
    why: "str | StrPromise"
    kept: "str | StrPromise"
    export: Callable[[UUID], list[dict]]
    erase: Callable[[UUID], None]


_holdings: dict[str, Holding] = {}


def register(*holdings: Holding) -> None:
    """Called from the app's `ready()` with all it holds; registering the same key again replaces it."""
    _holdings.update({holding.key: holding for holding in holdings})


def holdings() -> list[Holding]:
    return [_holdings[key] for key in sorted(_holdings)]
