"""What an editor of one screen saw when they began."""

from design.two_editors import version_of

from .models import CaptionTrack, Recording


def cues_version(recording: Recording) -> str:
    """Of the present presentation, which is part of it: a number means another slide in another one."""
    cues = recording.cues.of_present_deck().order_by("at_ms")
    return version_of([recording.deck_id, *cues.values_list("slide__number", "at_ms")])


def chapters_version(recording: Recording) -> str:
    return version_of(
        recording.chapters.order_by("start_ms").values_list(
            "start_ms", "title", "content_warning", "skip_from_ms", "skip_to_ms"
        )
    )


def rights_version(recording: Recording) -> str:
    return version_of(
        [str(recording.audience), recording.visible_until, recording.nobody_is_recorded]
    )


def captions_version(recording: Recording, language: str, kind: str) -> str:
    track = CaptionTrack.objects.filter(recording=recording, language=language, kind=kind).first()
    if track is None:
        return version_of([])
    return version_of(
        track.cues.order_by("position").values_list("start_ms", "end_ms", "text", "settings")
    )


def film_version(recording: Recording, film: Recording) -> str:
    """Of a new film and of all that an editor vouches for who puts it in its place."""
    people = recording.consents.order_by("pk").values_list("pk", flat=True)
    return version_of(
        [film.pk, recording.film, recording.cut_list_id, rights_version(recording), *people]
    )
