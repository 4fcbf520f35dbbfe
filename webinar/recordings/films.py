"""What an editor sees of another film of a recording: how far it is, and what would change with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from . import wording
from .enums import RenditionKind, StepState, UploadState
from .intake import StepLine, message_of, step_line
from .judging import LENGTH_DIFFERS_MS
from .models import CaptionCue, FilmReplaced, Recording, SpokenDescription
from .moments import clock_label
from .services import film_fits, film_is_made
from .versions import film_version

# Less than this is no difference in length that anybody notices.
AS_LONG_MS = 1_000
PICTURES = {RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO}


@dataclass(frozen=True)
class NewFilm:
    """A new film that waits beside a recording."""

    pk: int
    duration: str
    source_url: str
    source_is_sound: bool
    steps: list[StepLine]
    # How the work on the files without the cuts stands; nothing once it is done.
    cutting: str
    is_made: bool
    # Made for the cuts and the description that the recording has now.
    fits: bool
    changes: list[str]
    version: str

    @property
    def is_ready(self) -> bool:
        return self.is_made and self.fits

    @property
    def has_failed(self) -> bool:
        return any(step.state == StepState.FAILED for step in self.steps)


@dataclass(frozen=True)
class Replaced:
    """One time that a film took the place of another."""

    at: datetime
    before: str
    after: str
    same_moments: bool


def new_film(recording: Recording) -> NewFilm | None:
    """None where none waits."""
    film = (
        Recording.objects.select_related("replaces", "cut_list")
        .prefetch_related("renditions")
        .filter(replaces=recording)
        .first()
    )
    if film is None:
        return None
    kinds = {rendition.kind for rendition in film.renditions.all()}
    order = (RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO, RenditionKind.AUDIO)
    source = next((kind for kind in order if kind in kinds), None)
    return NewFilm(
        pk=film.pk,
        duration=clock_label(film.duration_ms),
        source_url=reverse("opnames:source", args=[film.pk, source]) if source else "",
        source_is_sound=source == RenditionKind.AUDIO,
        steps=[step_line(step) for step in film.steps.order_by("pk")],
        cutting=wording.cutting(film),
        is_made=film_is_made(film),
        fits=film_fits(film),
        changes=list(_changes(recording, film, kinds)),
        version=film_version(recording, film),
    )


def film_upload(recording: Recording) -> str:
    """Where another film of it is added."""
    return f"{reverse('opladen:index')}?film={recording.pk}"


def on_its_way(recording: Recording) -> list[str]:
    """What is to be said of files that are not taken in yet, whoever sends them."""
    says = {
        UploadState.ARRIVING: _("A file is on its way."),
        UploadState.WHOLE: _("A file has arrived, and is taken in as soon as it is its turn."),
    }
    return [
        str(says.get(UploadState(upload.state)) or message_of(upload.refusal))
        for upload in recording.uploads_of_films.order_by("created_at")
    ]


def replaced(recording: Recording) -> list[Replaced]:
    """Every time that its film was replaced, the first one first."""
    return [
        Replaced(
            fact.at, clock_label(fact.before_ms), clock_label(fact.after_ms), fact.same_moments
        )
        for fact in FilmReplaced.objects.filter(recording=recording)
    ]


def _changes(recording: Recording, film: Recording, kinds: set[str]) -> Iterator[str]:
    yield _length(recording, film)
    had = {rendition.kind for rendition in recording.renditions.all()}
    if had & PICTURES and not kinds & PICTURES:
        yield _("The new film has no picture: viewers will only hear it.")
    if recording.cut_list_id:
        yield _(
            "What is cut now is cut from the new film at the same moments. Listen there: what may not be "
            "heard may be said at another moment."
        )
    given = SpokenDescription.objects.filter(recording=recording).exists()
    if given and abs(film.duration_ms - recording.duration_ms) > LENGTH_DIFFERS_MS:
        yield _(
            "The spoken audio description does not last as long as the new film, and is removed."
        )
    elif given:
        yield _("The spoken audio description is mixed into the new film at the same moments.")
    yield from _beyond(recording, film.duration_ms)
    for ask in hooks.get_hooks("recording_new_film"):
        yield from ask(recording, film.duration_ms)


def _length(recording: Recording, film: Recording) -> str:
    longer = film.duration_ms - recording.duration_ms
    told = {"time": clock_label(abs(longer)), "end": clock_label(film.duration_ms)}
    if abs(longer) < AS_LONG_MS:
        return _("It lasts as long as the film that is there: %(end)s.") % told
    if longer < 0:
        return _("It is %(time)s shorter, and ends at %(end)s.") % told
    return (
        _("It is %(time)s longer, and ends at %(end)s. Lessons go on showing their own fragment.")
        % told
    )


def _beyond(recording: Recording, ends_ms: int) -> Iterator[str]:
    """What is stored of moments after the new end: it stays, and nobody sees it."""
    captions = CaptionCue.objects.filter(track__recording=recording, start_ms__gte=ends_ms).count()
    if captions:
        yield ngettext(
            "%(count)s caption begins after the new end. It is kept, and not shown.",
            "%(count)s captions begin after the new end. They are kept, and not shown.",
            captions,
        ) % {"count": captions}
    chapters = recording.chapters.filter(start_ms__gte=ends_ms).count()
    if chapters:
        yield ngettext(
            "%(count)s chapter begins after the new end. It is kept, and not shown.",
            "%(count)s chapters begin after the new end. They are kept, and not shown.",
            chapters,
        ) % {"count": chapters}
    cues = recording.cues.of_present_deck().filter(at_ms__gte=ends_ms).count()
    if cues:
        yield ngettext(
            "%(count)s slide time lies after the new end. It is kept, and not shown.",
            "%(count)s slide times lie after the new end. They are kept, and not shown.",
            cues,
        ) % {"count": cues}
