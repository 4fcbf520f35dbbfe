"""What is said or shown at a moment, to be shown with what was found there."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from .captions import plain_text
from .found import SPOKEN
from .models import CaptionCue, Cue

# What was being said, and the breath that follows: enough to know what it is about.
BEFORE_MS, AFTER_MS = 1_000, 12_000


@dataclass(frozen=True)
class Asked:
    """A moment of a recording whose words are wanted in one language."""

    recording_id: int
    language: str
    at_ms: int


@dataclass(frozen=True)
class Quote:
    """What is said around the moment, and the title and words of the slide that appears then, if any."""

    said: str
    slide: str = ""
    slide_words: str = ""


def quotes(asked: Collection[Asked]) -> dict[Asked, Quote]:
    """What is said and shown at each moment; two queries, however many are asked."""
    if not asked:
        return {}
    captions = _captions(asked)
    slides = _slides(asked)
    return {
        each: Quote(
            said=_around(captions.get((each.recording_id, each.language), ()), each.at_ms),
            slide=slides.get((each.recording_id, each.at_ms), ("", ""))[0],
            slide_words=slides.get((each.recording_id, each.at_ms), ("", ""))[1],
        )
        for each in asked
    }


Line = tuple[int, int, str]


def _captions(asked: Iterable[Asked]) -> dict[tuple[int, str], list[Line]]:
    """The captions near the moments, per recording and language, of the kind the transcript shows."""
    near = Q()
    for each in asked:
        near |= Q(
            track__recording=each.recording_id,
            track__language=each.language,
            start_ms__lt=each.at_ms + AFTER_MS,
            end_ms__gt=each.at_ms - BEFORE_MS,
        )
    rows = (
        CaptionCue.objects.filter(near, track__kind__in=SPOKEN)
        .order_by("start_ms", "position")
        .values_list(
            "track__recording_id", "track__language", "track__kind", "start_ms", "end_ms", "text"
        )
    )
    by_kind: dict[tuple[int, str], dict[str, list[Line]]] = defaultdict(dict)
    for recording_id, language, kind, start_ms, end_ms, text in rows:
        lines = by_kind[recording_id, language].setdefault(kind, [])
        lines.append((start_ms, end_ms, plain_text(text)))
    return {
        key: next(found[kind] for kind in SPOKEN if kind in found) for key, found in by_kind.items()
    }


def _around(lines: Iterable[Line], at_ms: int) -> str:
    return " ".join(
        text
        for start_ms, end_ms, text in lines
        if start_ms < at_ms + AFTER_MS and end_ms > at_ms - BEFORE_MS
    )


def _slides(asked: Iterable[Asked]) -> dict[tuple[int, int], tuple[str, str]]:
    """Title and words of the slide that appears at exactly this moment."""
    at = Q()
    for each in asked:
        at |= Q(recording=each.recording_id, at_ms=each.at_ms)
    return {
        (cue.recording_id, cue.at_ms): (
            cue.slide.title,
            f"{cue.slide.title} {cue.slide.text} {cue.slide.alt}",
        )
        for cue in Cue.objects.filter(at).select_related("slide")
    }
