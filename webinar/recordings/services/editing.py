"""What two editors may do at once: each says which version they began from, and the second is told."""

from collections.abc import Callable, Iterable

from django.db import transaction

from safety import page_cache
from webinar.recordings.captions import Caption
from webinar.recordings.enums import TrackKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.models import CaptionTrack, Recording
from webinar.recordings.versions import captions_version, chapters_version, cues_version

from .captions import replace_captions
from .decks import set_cues
from .finding import make_findable
from .recordings import NewChapter, set_chapters


def _held(recording: Recording) -> Recording:
    return Recording.objects.select_for_update().get(pk=recording.pk)


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
