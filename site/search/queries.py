"""Reads: what is found, and the index that travels to the reader's device."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from safety import page_cache

from . import tokens
from .answers import Answer, answer
from .enums import Shelf, Visibility
from .models import Entry, Token
from .sources import sources
from .words import COMPOUNDING, ENDINGS, STEMS

MOST_WORDS = 8
SHORTEST_BEGINNING = 3
# How much a page that helps weighs more than one about this site, beside its words.
OFFERED = 8


@dataclass(frozen=True)
class Found:
    """What was found, and which object of which source it is."""

    title: str
    url: str
    excerpt: str
    source: str
    object_id: str
    shelf: str

    @classmethod
    def of(cls, entry: Entry) -> "Found":
        return cls(
            title=entry.title,
            url=entry.url,
            excerpt=entry.excerpt,
            source=entry.source,
            object_id=entry.object_id,
            shelf=entry.shelf,
        )


def find(
    *,
    text: str,
    language: str,
    subject_id: UUID | None = None,
    also: Mapping[str, Collection[str]] | None = None,
    limit: int = 20,
) -> list[Found]:
    """What the asker may open and every word of the question is found in, best first.

    Where nothing holds every word, what holds most of them. Without a subject only public entries.
    `also` names, by source, restricted objects that are open to the asker as to everyone.
    Three queries at most, whatever is found.
    """
    sought = tokens.telling(tokens.words(text), language)[:MOST_WORDS]
    if not sought:
        return []
    opened = _opened(_rows(sought, language), subject_id, also or {})
    best = _ranked(sought, opened, language)[:limit]
    entries = Entry.objects.in_bulk(best)
    return [Found.of(entries[entry_id]) for entry_id in best if entry_id in entries]


class _Row(NamedTuple):
    """A token that answers to a word of the question, and whose it is."""

    entry_id: int
    word: str
    token: str
    weight: int
    source: str
    object_id: str
    visibility: str


def _rows(sought: list[str], language: str) -> list[_Row]:
    wanted = Q(token__in=[tokens.stem(word, language) for word in sought])
    for word in sought:
        if len(word) >= SHORTEST_BEGINNING:
            wanted |= Q(word__startswith=word)
    found = Token.objects.filter(
        wanted, entry__language=language, entry__source__in=[each.key for each in sources()]
    ).values_list(
        "entry_id",
        "word",
        "token",
        "weight",
        "entry__source",
        "entry__object_id",
        "entry__visibility",
    )
    return [_Row(*row) for row in found]


def _opened(
    rows: list[_Row], subject_id: UUID | None, also: Mapping[str, Collection[str]]
) -> list[_Row]:
    """What the asker may open. What they may not neither shows nor decides what is best."""
    opened = {each.key: each.visible(subject_id) if subject_id else () for each in sources()}
    return [
        row
        for row in rows
        if row.visibility == Visibility.PUBLIC
        or row.object_id in opened[row.source]
        or row.object_id in also.get(row.source, ())
    ]


def _ranked(sought: list[str], rows: list[_Row], language: str) -> list[int]:
    """Entry ids by how many words they hold, then by weight.

    The beginning of a word counts only where the word itself is found nowhere.
    """
    scores: dict[int, Counter[str]] = defaultdict(Counter)
    for asked in sought:
        asked_stem = tokens.stem(asked, language)
        held = [row for row in rows if row.token == asked_stem] or [
            row for row in rows if len(asked) >= SHORTEST_BEGINNING and row.word.startswith(asked)
        ]
        for row in held:
            scores[row.entry_id][asked] = max(scores[row.entry_id][asked], row.weight)
    most = max(map(len, scores.values()), default=0)
    best = [entry_id for entry_id, found in scores.items() if len(found) == most]
    return sorted(best, key=lambda entry_id: (-scores[entry_id].total(), entry_id))


def device_index(language: str) -> dict:
    """The public entries and what they are found under, small enough to search on the device.

    `entries`: [title, address, excerpt, shelf, telephone number]. `tokens`: token → [entry, weight]
    pairs, without words that say nothing. `words`: word as written → its token, where the two differ.
    Kept for this generation.
    """
    return page_cache.fragment(("search.device_index", language), lambda: _device_index(language))


def _device_index(language: str) -> dict:
    entries = list(_public(language))
    place = {entry.pk: number for number, entry in enumerate(entries)}
    stop = tokens.STOPWORDS.get(language, frozenset())
    found: dict[str, dict[int, int]] = defaultdict(dict)
    # Forms that the stemmer gets wrong are known even where no page writes them.
    forms = dict(STEMS.get(language, {}))
    rows = Token.objects.filter(entry__in=place).exclude(word__in=stop)
    for entry_id, word, token, is_part, weight in rows.values_list(
        "entry_id", "word", "token", "is_part", "weight"
    ):
        number = place[entry_id]
        counts = weight + OFFERED * entries[number].is_offered
        found[token][number] = max(counts, found[token].get(number, 0))
        if not is_part and word != token:
            forms[word] = token
    shelves = [shelf.value for shelf in Shelf]
    return {
        "entries": [
            [each.title, each.url, each.excerpt, shelves.index(each.shelf), each.phone]
            for each in entries
        ],
        "tokens": {token: sorted(places.items()) for token, places in sorted(found.items())},
        "words": dict(sorted(forms.items())),
        "stop": sorted(stop),
        "endings": ENDINGS.get(language, ()),
        "links": tokens.LINKS if language in COMPOUNDING else (),
    }


def answer_publicly(*, text: str, language: str) -> Answer:
    """What everyone finds, also on a device without scripts; no query of its own."""
    return answer(device_index(language), text)


def offered(language: str) -> list[Found]:
    """What there is to read, for who found nothing."""
    return page_cache.fragment(
        ("search.offered", language),
        lambda: [Found.of(entry) for entry in _public(language).filter(is_offered=True)],
    )


def _public(language: str) -> QuerySet[Entry]:
    """In the order in which their sources gave them."""
    return Entry.objects.filter(
        visibility=Visibility.PUBLIC,
        language=language,
        source__in=[each.key for each in sources()],
    ).order_by("pk")
