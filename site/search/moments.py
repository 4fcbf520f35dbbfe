"""Reads: at which second something is said or shown."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings

from . import tokens
from .models import Mention, Timeline
from .queries import MOST_WORDS
from .windows import best_windows, within

# A word itself counts twice what a part of a compound does.
WHOLE, PART = 2, 1
MOST_MOMENTS = 3


@dataclass(frozen=True)
class Stretch:
    """Where may be looked: a part of a timeline, half open, in milliseconds. `place` is the caller's."""

    object_id: str
    start_ms: int
    end_ms: int
    place: object = None


@dataclass(frozen=True)
class Heard:
    """The best moments of one stretch, rising, and the words sought in the language they fall in."""

    stretch: Stretch
    language: str
    moments: tuple[int, ...]
    tokens: frozenset[str]
    words: int
    weight: int


def find_moments(
    *, source: str, text: str, language: str, stretches: Sequence[Stretch]
) -> list[Heard]:
    """The stretches in which most of the question falls in one breath, best first. Two queries.

    The question is sought in every language of the site; of one stretch in two languages the reader's
    own wins. Only what is in the given stretches is read: they say what the asker may open.
    """
    sought = tokens.telling(tokens.words(text), language)[:MOST_WORDS]
    stems = {
        code: [tokens.stem(word, code) for word in sought] for code, _name in settings.LANGUAGES
    }
    said = _said(source, stems, {stretch.object_id for stretch in stretches})
    found: list[Heard] = []
    most = 0
    for words, stretch in _fullest_first(stretches, said):
        # Where fewer words are said at all, no breath can hold as many.
        if words < most:
            break
        heard = _best(stretch, said[stretch.object_id], stems, language)
        if heard:
            most = max(most, heard.words)
            found.append(heard)
    best = [heard for heard in found if heard.words == most]
    return sorted(best, key=lambda heard: -heard.weight)


class _Row:
    """The moments of one word in one timeline, read when they are needed."""

    def __init__(self, moments: str, weight: int) -> None:
        self.written, self.weight = moments, weight

    @cached_property
    def moments(self) -> list[int]:
        return list(map(int, self.written.split()))


Said = dict[str, dict[int, list[_Row]]]


def _fullest_first(
    stretches: Sequence[Stretch], said: dict[str, Said]
) -> list[tuple[int, Stretch]]:
    """The stretches in whose timelines anything is said, by how many of the words; their order stays."""
    counted = {
        object_id: max(len(words) for words in languages.values())
        for object_id, languages in said.items()
    }
    spoken = [
        (counted[stretch.object_id], stretch)
        for stretch in stretches
        if stretch.object_id in counted
    ]
    return sorted(spoken, key=lambda found: -found[0])


def _said(source: str, stems: dict[str, list[str]], object_ids: set[str]) -> dict[str, Said]:
    """Per object and language the rows of moments of each sought word, by its number."""
    wanted = {stem for found in stems.values() for stem in found}
    said: dict[str, Said] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    if not wanted or not object_ids:
        return said
    where = _timelines(source, object_ids)
    rows = Mention.objects.filter(token__in=wanted, timeline__in=where).values_list(
        "timeline_id", "token", "is_part", "moments"
    )
    for timeline_id, token, is_part, moments in rows:
        object_id, language = where[timeline_id]
        row = _Row(moments, PART if is_part else WHOLE)
        for number, stem in enumerate(stems.get(language, ())):
            if stem == token:
                said[object_id][language][number].append(row)
    return said


def _timelines(source: str, object_ids: set[str]) -> dict[int, tuple[str, str]]:
    """By number, whose and in which language. Asked apart: joined, a PostgreSQL that has yet to count
    what a new index holds reads every mention once for each timeline.
    """
    rows = Timeline.objects.filter(source=source, object_id__in=object_ids)
    return {
        pk: (object_id, code)
        for pk, object_id, code in rows.values_list("pk", "object_id", "language")
    }


def _best(stretch: Stretch, said: Said, stems: dict[str, list[str]], language: str) -> Heard | None:
    found = [
        heard for code, words in said.items() if (heard := _heard(stretch, code, words, stems))
    ]
    return max(found, key=lambda heard: (heard.words, heard.language == language), default=None)


def _heard(
    stretch: Stretch,
    language: str,
    words: dict[int, list[_Row]],
    stems: dict[str, list[str]],
) -> Heard | None:
    inside = {
        number: [
            (at_ms, row.weight)
            for row in rows
            for at_ms in within(row.moments, stretch.start_ms, stretch.end_ms)
        ]
        for number, rows in words.items()
    }
    windows = best_windows(inside, MOST_MOMENTS)
    if not windows:
        return None
    return Heard(
        stretch=stretch,
        language=language,
        moments=tuple(window.at_ms for window in windows),
        tokens=frozenset(stems[language]),
        words=windows[0].words,
        weight=sum(window.weight for window in windows),
    )
