"""What of recordings can be found by the second: what is said (captions) and shown (slides)."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from search.sources import SpokenTimeline

from .captions import plain_text
from .enums import TrackKind
from .models import CaptionCue, Recording
from .timeline import Timeline

KEY = "recordings"
# A transcript shows captions before translated subtitles; what is found is what is shown.
SPOKEN = (TrackKind.CAPTIONS, TrackKind.SUBTITLES)

Texts = list[tuple[int, str]]


class RecordingWords:
    key = KEY

    def timelines(self, ids: Collection[str] | None) -> Iterator[SpokenTimeline]:
        """One recording after another, so that an hour of words is held and never two hundred."""
        recordings = Recording.standing.order_by("pk").select_related("deck", "cut_list")
        for recording in recordings if ids is None else recordings.filter(pk__in=list(ids)):
            for language, texts in _texts(recording).items():
                yield SpokenTimeline(str(recording.pk), language, tuple(texts))


def _texts(recording: Recording) -> dict[str, Texts]:
    """The texts of a recording by language, each with its moment on the source; nothing that is cut."""
    texts: dict[str, Texts] = defaultdict(list)
    timeline = recording.timeline()
    for language, lines in _said(recording, timeline).items():
        texts[language] += lines
    if recording.deck is not None:
        texts[recording.deck.language] += [
            (cue.at_ms, f"{cue.slide.title}\n{cue.slide.text}\n{cue.slide.alt}")
            for cue in recording.cues.of_present_deck().select_related("slide")
            if not timeline.is_cut_into(cue.at_ms, cue.at_ms + 1)
        ]
    return {language: found for language, found in texts.items() if found}


def _said(recording: Recording, timeline: Timeline) -> dict[str, Texts]:
    by_track: dict[tuple[str, str], Texts] = defaultdict(list)
    rows = CaptionCue.objects.filter(track__recording=recording, track__kind__in=SPOKEN)
    for kind, language, start_ms, end_ms, text in rows.order_by("start_ms", "position").values_list(
        "track__kind", "track__language", "start_ms", "end_ms", "text"
    ):
        if start_ms < recording.duration_ms and not timeline.is_cut_into(start_ms, end_ms):
            by_track[kind, language].append((start_ms, plain_text(text)))
    said: dict[str, Texts] = {}
    for kind in SPOKEN:
        for (found_kind, language), lines in by_track.items():
            if found_kind == kind:
                said.setdefault(language, lines)
    return said
