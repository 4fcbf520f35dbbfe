"""Timed text: a whole track at once."""

from collections.abc import Iterable

from django.db import transaction

from safety import page_cache
from webinar.recordings.captions import Caption
from webinar.recordings.enums import TrackKind
from webinar.recordings.errors import CaptionOutsideRecording
from webinar.recordings.models import CaptionCue, CaptionTrack, Recording

from .finding import make_findable


@transaction.atomic
def replace_captions(
    *,
    recording: Recording,
    language: str,
    captions: Iterable[Caption],
    kind: TrackKind = TrackKind.CAPTIONS,
) -> CaptionTrack:
    """The track of this language and kind has exactly these captions. Raises CaptionOutsideRecording."""
    captions = list(captions)
    if any(caption.start_ms >= recording.duration_ms for caption in captions):
        raise CaptionOutsideRecording
    track, _ = CaptionTrack.objects.select_for_update(no_key=True).get_or_create(
        recording=recording, language=language, kind=kind
    )
    track.cues.all().delete()
    CaptionCue.objects.bulk_create(
        CaptionCue(
            track=track,
            position=position,
            start_ms=caption.start_ms,
            end_ms=caption.end_ms,
            text=caption.text,
            settings=caption.settings,
        )
        for position, caption in enumerate(captions)
    )
    make_findable([recording.pk])
    page_cache.bump()
    return track
