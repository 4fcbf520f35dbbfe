"""Port: who has something to be found registers here, from its app's `ready()`.

`documents(ids)` is called when the index is made, with the ids that changed or None for all; it yields
what is published now (an id that yields nothing leaves the index). `visible(subject_id)` is called at
each search of a signed-in person and says which restricted documents that person may open:
EVERYTHING, or a set of object ids. Neither may raise for an unknown id.

Who has words on a timeline (captions, slides) registers with `register_timed`. `timelines(ids)` is
called when the index is made, like `documents`. Who may look where is told by the one who searches:
`search.moments.find_moments` looks only within the stretches it is given.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from .enums import Shelf, Visibility


@dataclass(frozen=True)
class Document:
    """What can be found. `title` counts most, `excerpt` is shown below it, `text` is only searched.

    `search_words` are words that stand nowhere in it and lead to it all the same: they count as much as
    the title, the first eight a little more. `phone` is a number to call, `is_offered` what is named where nothing was found.
    """

    object_id: str
    language: str
    title: str
    url: str
    excerpt: str = ""
    text: str = ""
    visibility: Visibility = Visibility.PUBLIC
    shelf: Shelf = Shelf.PAGES
    search_words: str = ""
    phone: str = ""
    is_offered: bool = False


class _Everything:
    """A container that holds every id."""

    def __contains__(self, object_id: object) -> bool:
        return True


EVERYTHING = _Everything()


class Source(Protocol):
    key: str

    def documents(self, ids: Collection[str] | None) -> Iterable[Document]: ...

    def visible(self, subject_id: UUID) -> "_Everything | Collection[str]": ...


@dataclass(frozen=True)
class SpokenTimeline:
    """Words in one language with the moment (ms) from which each text is heard or seen."""

    object_id: str
    language: str
    texts: tuple[tuple[int, str], ...]


class TimedSource(Protocol):
    key: str

    def timelines(self, ids: Collection[str] | None) -> Iterable[SpokenTimeline]: ...


_sources: dict[str, Source] = {}
_timed: dict[str, TimedSource] = {}


def register(source: Source) -> None:
    """Called once per source; registering the same key again replaces it."""
    _sources[source.key] = source


def sources() -> list[Source]:
    return [_sources[key] for key in sorted(_sources)]


def source(key: str) -> Source:
    return _sources[key]


def register_timed(source: TimedSource) -> None:
    """Called once per source; registering the same key again replaces it."""
    _timed[source.key] = source


def timed_sources() -> list[TimedSource]:
    return [_timed[key] for key in sorted(_timed)]


def timed_source(key: str) -> TimedSource:
    return _timed[key]
