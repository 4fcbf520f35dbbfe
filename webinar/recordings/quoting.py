"""What is said or shown at a moment, to be shown with what was found there."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from .captions import plain_text
from .enums import TrackKind
from .found import SPOKEN
from .models import CaptionCue, CaptionTrack, Cue
from .timeline import Timeline

# What was being said, and the breath that follows: enough to know what it is about.
BEFORE_MS, AFTER_MS = 1_000, 12_000
# How long before a moment a caption may have begun and still be the one that is heard there.
LONGEST_MS = 10_000


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


def quotes(asked: Collection[Asked], timelines: Mapping[int, Timeline]) -> dict[Asked, Quote]:
    """What is said and shown at each moment; three queries, however many are asked.

    `timelines` says by recording what is cut: nothing of that is quoted.
    """
    if not asked:
        return {}
    captions = _captions(asked, timelines)
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


def _captions(
    asked: Collection[Asked], timelines: Mapping[int, Timeline]
) -> dict[tuple[int, str], list[Line]]:
    """The captions near the moments, per recording and language, of the kind the transcript shows."""
    tracks = _shown_tracks({each.recording_id for each in asked})
    near: dict[int, Q] = defaultdict(Q)
    for each in asked:
        if (track_id := tracks.get((each.recording_id, each.language))) is not None:
            near[track_id] |= Q(start_ms__range=(each.at_ms - LONGEST_MS, each.at_ms + AFTER_MS))
    if not near:
        return {}
    wanted = reduce(or_, (Q(moments, track_id=track_id) for track_id, moments in near.items()))
    lines: dict[int, list[Line]] = defaultdict(list)
    rows = CaptionCue.objects.filter(wanted).order_by("start_ms", "position")
    for track_id, start_ms, end_ms, text in rows.values_list(
        "track_id", "start_ms", "end_ms", "text"
    ):
        lines[track_id].append((start_ms, end_ms, plain_text(text)))
    return {
        (recording_id, language): [
            line
            for line in lines[track_id]
            if not timelines[recording_id].is_cut_into(line[0], line[1])
        ]
        for (recording_id, language), track_id in tracks.items()
    }


def _shown_tracks(recording_ids: set[int]) -> dict[tuple[int, str], int]:
    """The track that a transcript shows, per recording and language."""
    found = CaptionTrack.objects.filter(recording__in=recording_ids, kind__in=SPOKEN)
    rows = found.values_list("recording_id", "language", "kind", "pk")
    by_rank = sorted(rows, key=lambda row: SPOKEN.index(TrackKind(row[2])), reverse=True)
    return {(recording_id, language): pk for recording_id, language, _kind, pk in by_rank}


def _around(lines: Iterable[Line], at_ms: int) -> str:
    return " ".join(
        text
        for start_ms, end_ms, text in lines
        if start_ms < at_ms + AFTER_MS and end_ms > at_ms - BEFORE_MS
    )


def _slides(asked: Iterable[Asked]) -> dict[tuple[int, int], tuple[str, str]]:
    """Title and words of the slide that appears at exactly this moment."""
    cues = Cue.objects.of_present_deck().filter(
        recording__in={each.recording_id for each in asked},
        at_ms__in={each.at_ms for each in asked},
    )
    return {
        (recording_id, at_ms): (title, f"{title} {text} {alt}")
        for recording_id, at_ms, title, text, alt in cues.values_list(
            "recording_id", "at_ms", "slide__title", "slide__text", "slide__alt"
        )
    }
