"""What the server keeps for readers, and how every worker lets go of it.

Each process keeps finished reading pages and fragments in memory, under the number of the present
*generation*. Publishing adds one to that number, in the transaction that publishes; each process
looks the number up at most every `LOOK_EVERY` seconds, so that no worker answers with an older page
for longer than that.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse

from .kinds import Answer
from .models import Generation

LOOK_EVERY = 0.5
MAX_PAGES = 2_000
MAX_FRAGMENTS = 5_000
MAX_PAGE_BYTES = 512 * 1024
MAX_PAGES_BYTES = 64 * 1024 * 1024

T = TypeVar("T")
# The generation, and how often a shelf had been cleared, when something was begun.
Moment = tuple[int, int]


class _Shelf:
    """Least recently used entries of one generation; safe between threads.

    It holds at most `size` entries, which together weigh no more than may be asked for at each `put`.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.generation = 0
        self.entries: OrderedDict[Hashable, object] = OrderedDict()
        self.weights: dict[Hashable, int] = {}
        self.weight = 0
        self.times_cleared = 0
        self.lock = threading.Lock()

    def get(self, generation: int, key: Hashable) -> object | None:
        if self.generation != generation:
            return None
        with self.lock:
            value = self.entries.get(key)
            if value is not None:
                self.entries.move_to_end(key)
            return value

    def put(
        self, moment: Moment, key: Hashable, value: object, *, weight: int = 0, limit: int = 0
    ) -> None:
        """Keep what was begun at this moment, unless everything was let go since."""
        generation, times_cleared = moment
        with self.lock:
            if self.times_cleared != times_cleared:
                return
            if self.generation != generation:
                self._empty()
                self.generation = generation
            self._drop(key)
            self.entries[key] = value
            self.weights[key] = weight
            self.weight += weight
            while len(self.entries) > self.size or self.weight > limit:
                self._drop(next(iter(self.entries)))

    def clear(self) -> None:
        with self.lock:
            self.times_cleared += 1
            self._empty()

    def _drop(self, key: Hashable) -> None:
        self.entries.pop(key, None)
        self.weight -= self.weights.pop(key, 0)

    def _empty(self) -> None:
        self.entries.clear()
        self.weights.clear()
        self.weight = 0


_pages = _Shelf(MAX_PAGES)
_fragments = _Shelf(MAX_FRAGMENTS)
_seen: tuple[float, int] = (0.0, 0)


def generation(believed_for: float | None = None) -> int:
    """The present generation, at most so many seconds old; `LOOK_EVERY` unless told otherwise."""
    global _seen  # noqa: PLW0603 -- one number per process
    looked, number = _seen
    moment = time.monotonic()
    if number and moment - looked < (LOOK_EVERY if believed_for is None else believed_for):
        return number
    # The moment is taken before the query, so that the answer is never believed for too long.
    found = Generation.objects.values_list("number", flat=True).first()
    _seen = (moment, found or 1)
    return found or 1


def bump() -> None:
    """Start the next generation, in the caller's transaction; this process lets go at its commit."""
    with transaction.atomic():
        take_turns()
        Generation.objects.update(number=F("number") + 1)
    transaction.on_commit(forget)


def take_turns() -> None:
    """Wait until whoever bumps or takes turns at this moment has committed; others then wait for the caller.

    Within a transaction, before what was written by others is read: of two who make one thing anew from
    what all have written, the second sees what the first wrote. SQLite has one writer anyway.
    """
    if Generation.objects.select_for_update(no_key=True).first() is None:
        # The very first time; another may make it in the same moment.
        Generation.objects.bulk_create([Generation(pk=1)], ignore_conflicts=True)
        Generation.objects.select_for_update(no_key=True).get(pk=1)


def forget() -> None:
    """Empty what this process keeps."""
    global _seen  # noqa: PLW0603 -- one number per process
    _seen = (0.0, 0)
    # Pages last: one that is made of an older fragment began before they are let go.
    _fragments.clear()
    _pages.clear()


def fragment(key: Hashable, make: Callable[[], T], believed_for: float | None = None) -> T:
    """What `make` returns, kept for this generation. Only for what is the same for everyone.

    None is not kept: a key may come from an address that somebody made up. `believed_for` is for what
    may be older than a page a reader sees: how many seconds the number of the generation is believed.
    """
    cleared = _fragments.times_cleared
    moment = (generation(believed_for), cleared)
    found = _fragments.get(moment[0], key)
    if found is None:
        found = make()
        if found is not None:
            _fragments.put(moment, key, found)
    return found  # type: ignore[return-value]


def before_making() -> Moment:
    """Taken before a page is made, and handed to `keep_page` with it.

    Whoever publishes sees the next number before it is committed, and every thread of the process with
    them: a page that another thread makes meanwhile, from what is still published, bears that number.
    The commit lets go of all that is kept; by this such a page is not kept after it either.
    """
    # In this order: what is let go between the two lines is not kept.
    cleared = _pages.times_cleared
    return generation(), cleared


def may_keep(response: Answer) -> Answer:
    """Mark an answer that the server may keep for the next reader."""
    response.may_keep = True
    return response


def page_key(request: HttpRequest) -> Hashable | None:
    """A request that a kept page may answer: GET or HEAD, without a question mark."""
    if request.method not in ("GET", "HEAD") or request.META.get("QUERY_STRING"):
        return None
    return (request.META.get("HTTP_HOST", ""), request.is_secure(), request.path_info)


def kept_page(key: Hashable) -> HttpResponse | None:
    found = _pages.get(generation(), key)
    if found is None:
        return None
    content, headers = cast(tuple[bytes, dict], found)
    response = HttpResponse(content)
    response.headers._store = dict(headers)
    return response


def keep_page(moment: Moment, key: Hashable, response: HttpResponse) -> None:
    """Keep a finished answer under the generation that was present before it was made."""
    weight = len(response.content)
    if weight <= MAX_PAGE_BYTES:
        kept = (response.content, dict(response.headers._store))
        _pages.put(moment, key, kept, weight=weight, limit=MAX_PAGES_BYTES)
