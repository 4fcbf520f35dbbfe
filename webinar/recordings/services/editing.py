"""What two editors may do at once: each says which version they began from, and the second is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import transaction

from safety import page_cache
from webinar.recordings.captions import Caption
from webinar.recordings.enums import TrackKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.models import CaptionTrack, Recording
from webinar.recordings.queries import captions_of
from webinar.recordings.touched import parts_left
from webinar.recordings.versions import captions_version, chapters_version, cues_version

from .captions import replace_captions
from .decks import set_cues
from .finding import make_findable
from .recordings import NewChapter, set_chapters


def _held(recording: Recording) -> Recording:
    return Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)


def _refuse_if_changed(before: str, based_on: str, version: Callable[[], str]) -> None:
    """After the change: whoever began elsewhere is refused, unless both wrote the very same."""
    if before != based_on and version() != before:
        raise ChangedMeanwhile


@transaction.atomic
def save_cues(*, recording: Recording, cues: Iterable[tuple[int, int]], based_on: str) -> None:
    """`set_cues`, for who saw the version `based_on`. Raises ChangedMeanwhile too."""
    held = _held(recording)
    before = cues_version(held)
    set_cues(recording=held, cues=cues)
    _refuse_if_changed(before, based_on, lambda: cues_version(held))


@transaction.atomic
def save_chapters(*, recording: Recording, chapters: Iterable[NewChapter], based_on: str) -> None:
    """`set_chapters`, for who saw the version `based_on`. Raises ChangedMeanwhile too."""
    held = _held(recording)
    before = chapters_version(held)
    set_chapters(recording=held, chapters=chapters)
    _refuse_if_changed(before, based_on, lambda: chapters_version(held))


@transaction.atomic
def save_captions(
    *,
    recording: Recording,
    language: str,
    kind: TrackKind,
    captions: Iterable[Caption],
    based_on: str,
) -> CaptionTrack:
    """`replace_captions`, for who saw the version `based_on`. Raises ChangedMeanwhile too."""
    held = _held(recording)
    before = captions_version(held, language, kind)
    track = replace_captions(recording=held, language=language, kind=kind, captions=captions)
    _refuse_if_changed(before, based_on, lambda: captions_version(held, language, kind))
    return track


@transaction.atomic
def keep_words(
    *,
    track: CaptionTrack,
    start_ms: int,
    words: Sequence[str],
    based_on: str,
    cut_list_id: int | None,
) -> CaptionTrack:
    """Of the caption that begins there and that a cut runs over, these words may be read: one text for each
    part of it that is left; a part without words has none.

    For who saw the version `based_on` of the track, and these cuts. Raises ChangedMeanwhile,
    CaptionOutsideRecording.
    """
    held = _held(track.recording)
    captions = captions_of(track)
    touched = next((each for each in captions if each.start_ms == start_ms), None)
    left = parts_left(touched, held.timeline()) if touched else []
    if touched is None or held.cut_list_id != cut_list_id or len(left) != len(words):
        raise ChangedMeanwhile
    mended = [
        replace(touched, start_ms=part.start_ms, end_ms=part.end_ms, text=text)
        for part, said in zip(left, words, strict=True)
        if (text := _without_empty_lines(said))
    ]
    place = captions.index(touched)
    return save_captions(
        recording=held,
        language=track.language,
        kind=TrackKind(track.kind),
        captions=[*captions[:place], *mended, *captions[place + 1 :]],
        based_on=based_on,
    )


def _without_empty_lines(text: str) -> str:
    """An empty line would end the caption in a WebVTT file."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


@transaction.atomic
def remove_captions(*, recording: Recording, language: str, kind: TrackKind, based_on: str) -> None:
    """Nobody reads this track any more; safe to repeat. Raises ChangedMeanwhile."""
    held = _held(recording)
    present = captions_version(held, language, kind)
    tracks = CaptionTrack.objects.filter(recording=held, language=language, kind=kind)
    if present != based_on and tracks.exists():
        raise ChangedMeanwhile
    CaptionTrack.objects.filter(recording=recording, language=language, kind=kind).delete()
    make_findable([recording.pk])
    page_cache.bump()
