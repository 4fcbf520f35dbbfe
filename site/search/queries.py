"""Reads: what is found, and the index that travels to the reader's device."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from . import tokens
from .enums import Visibility
from .models import Entry, Token
from .sources import sources

MOST_WORDS = 8
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    excerpt: str
    source: str


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
    rows = _rows(sought, language)
    best = _ranked(sought, rows, language)
    return _open_to(subject_id, also or {}, best, limit)


def _rows(sought: list[str], language: str) -> list[tuple[int, str, str, int]]:
    wanted = Q(token__in=[tokens.stem(word, language) for word in sought])
    for word in sought:
        if len(word) >= SHORTEST_BEGINNING:
            wanted |= Q(word__startswith=word)
    return list(
        Token.objects.filter(wanted, entry__language=language).values_list(
            "entry_id", "word", "token", "weight"
        )
    )


def _ranked(sought: list[str], rows: list[tuple[int, str, str, int]], language: str) -> list[int]:
    """Entry ids by how many words they hold, then by weight.

    The beginning of a word counts only where the word itself is found nowhere.
    """
    scores: dict[int, Counter[str]] = defaultdict(Counter)
    for asked in sought:
        asked_stem = tokens.stem(asked, language)
        held = [row for row in rows if row[2] == asked_stem] or [
            row for row in rows if len(asked) >= SHORTEST_BEGINNING and row[1].startswith(asked)
        ]
        for entry_id, _word, _token, weight in held:
            scores[entry_id][asked] = max(scores[entry_id][asked], weight)
    most = max(map(len, scores.values()), default=0)
    best = [entry_id for entry_id, found in scores.items() if len(found) == most]
    return sorted(best, key=lambda entry_id: (-scores[entry_id].total(), entry_id))


def _open_to(
    subject_id: UUID | None, also: Mapping[str, Collection[str]], ids: list[int], limit: int
) -> list[Found]:
    entries = Entry.objects.filter(source__in=[each.key for each in sources()]).in_bulk(ids)
    opened = {each.key: each.visible(subject_id) if subject_id else () for each in sources()}
    found = []
    for entry_id in ids:
        entry = entries.get(entry_id)
        if entry is None:
            continue
        if (
            entry.visibility == Visibility.PUBLIC
            or entry.object_id in opened[entry.source]
            or entry.object_id in also.get(entry.source, ())
        ):
            found.append(Found(entry.title, entry.url, entry.excerpt, entry.source))
    return found[:limit]


def device_index(language: str) -> dict:
    """The public entries and what they are found under, small enough to search on the device.

    `entries`: [title, address, excerpt]. `tokens`: token → [entry, weight] pairs. `words`: word as
    written → its token, where the two differ.
    """
    public = Entry.objects.filter(visibility=Visibility.PUBLIC, language=language)
    entries = list(public.filter(source__in=[each.key for each in sources()]).order_by("pk"))
    place = {entry.pk: number for number, entry in enumerate(entries)}
    found: dict[str, dict[int, int]] = defaultdict(dict)
    forms: dict[str, str] = {}
    rows = Token.objects.filter(entry__in=place).values_list(
        "entry_id", "word", "token", "is_part", "weight"
    )
    for entry_id, word, token, is_part, weight in rows:
        number = place[entry_id]
        found[token][number] = max(weight, found[token].get(number, 0))
        if not is_part and word != token:
            forms[word] = token
    return {
        "entries": [[entry.title, entry.url, entry.excerpt] for entry in entries],
        "tokens": {token: sorted(places.items()) for token, places in sorted(found.items())},
        "words": dict(sorted(forms.items())),
        "stop": sorted(tokens.STOPWORDS.get(language, ())),
    }
