"""Port: what can be achieved on this site, for whoever decides how many points it is worth.

`register(source)`: source() gives (key, title) pairs, in the words of `Achievement`; called when an
editor's form is drawn. A key that ends in a colon stands for everything that begins so.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    Source = Callable[[], Iterable[tuple[str, "str | StrPromise"]]]

_sources: list["Source"] = []


def register(source: "Source") -> None:
    """Called once per source; registering the same function again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def choices() -> list[tuple[str, str]]:
    """Every (key, title) there is."""
    return [(key, str(title)) for source in _sources for key, title in source()]
