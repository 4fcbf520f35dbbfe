"""Another film of a recording: made ready beside it, and put in its place at one moment.

What stays: the recording with its address, captions, chapters, slide times, cuts and consents, and all
that lessons and learners point at. Whatever lies beyond the end of a shorter film stays stored, unseen.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from safety import page_cache
from webinar.recordings.enums import DescriptionHolds, FileFormat, StepState
from webinar.recordings.errors import ChangedMeanwhile, NewFilmGone, NewFilmNotReady
from webinar.recordings.judging import LENGTH_DIFFERS_MS
from webinar.recordings.models import (
    CutList,
    CutRendition,
    FilmReplaced,
    Recording,
    Rendition,
    SceneScan,
    SourceFile,
    SpokenDescription,
    Step,
)
from webinar.recordings.versions import film_version

from .consents import note_person
from .cuts import NewCut, cuts_stored, forget_cut_files, set_cuts
from .describing import describe, remove_description
from .finding import make_findable
from .keeping import Kept, drop_later
from .slide_files import renew_slides_pdf

UNFINISHED = (StepState.WAITING, StepState.WORKING, StepState.FAILED)


@transaction.atomic
def fit_film(*, film: Recording, now: datetime) -> None:
    """The new film is made ready for the cuts and the spoken description that its recording has now.

    Safe to repeat; what fits is left as it is. Raises NothingLeft.
    """
    recording = Recording.objects.select_for_update(no_key=True).get(pk=film.replaces_id)
    cuts = _cuts_wanted(recording, film)
    set_cuts(recording=film, cuts=cuts, based_on=film.cut_list_id, now=now)
    given = _description_kept(recording, film)
    if given is None:
        remove_description(recording=film)
    elif not _is_described_by(film, given):
        describe(
            recording=film,
            file=Kept(str(given.file.name), given.size, given.sha256),
            found=FileFormat(given.format),
            holds=DescriptionHolds(given.holds),
            now=now,
        )


def film_fits(film: Recording) -> bool:
    """Whether it was made for the cuts and the description that its recording has now."""
    recording = film.replaces
    assert recording is not None
    if cuts_stored(film) != _cuts_wanted(recording, film):
        return False
    given = _description_kept(recording, film)
    if given is None:
        return not SpokenDescription.objects.filter(recording=film).exists()
    return _is_described_by(film, given)


def film_is_made(film: Recording) -> bool:
    """Whether nothing of it is still to be made, nor failed."""
    if film.steps.filter(state__in=UNFINISHED).exists() or not film.renditions.exists():
        return False
    if film.cut_list is None:
        return True
    uncut = film.renditions.exclude(cut_renditions__cut_list=film.cut_list)
    return film.cut_list.is_made and not uncut.exists()


@transaction.atomic
def put_film_in_place(
    *,
    recording: Recording,
    film_id: int,
    based_on: str,
    same_moments: bool,
    newcomers: Iterable[str],
    now: datetime,
) -> Recording:
    """From now on this film is what the recording plays; the old one's files go.

    `based_on` is the version (`film_version`) of what the editor saw and vouched for. `newcomers` are
    seen or heard in the new film only: until each of them agrees, nobody sees the recording. Without the
    `same_moments` no caption, cut or chapter can be trusted, and the recording is hidden.
    Raises NewFilmGone, ChangedMeanwhile, NewFilmNotReady.
    """
    held, film = _held(recording, film_id)
    if film_version(held, film) != based_on:
        raise ChangedMeanwhile
    # Nobody begins a step anew while it changes hands.
    list(film.steps.select_for_update(no_key=True))
    if not film_is_made(film) or not film_fits(film):
        raise NewFilmNotReady
    FilmReplaced.objects.create(
        recording=held,
        at=now,
        before_ms=held.duration_ms,
        after_ms=film.duration_ms,
        same_moments=same_moments,
    )
    _let_go_of_old(held, film)
    _hand_over(film, held)
    if not same_moments:
        held.published_at = None
    held.save(update_fields=["duration_ms", "film", "poster", "cut_list", "published_at"])
    for name in newcomers:
        note_person(recording=held, name=name)
    renew_slides_pdf(recording=held)
    make_findable([held.pk])
    page_cache.bump()
    return held


@transaction.atomic
def remove_film(*, recording: Recording, film_id: int) -> None:
    """The new film is not wanted: it and all that was made of it go. Raises NewFilmGone."""
    _held_recording, film = _held(recording, film_id)
    film.steps.all().delete()
    names = [
        *_names(film.renditions.all()),
        *_names(CutRendition.objects.filter(cut_list__recording=film)),
        *_names(SourceFile.objects.filter(recording=film)),
        *_names(SpokenDescription.objects.filter(recording=film)),
        str(film.poster.name or ""),
        *film.cut_lists.values_list("poster", flat=True),
    ]
    _delete(film)
    for name in filter(None, names):
        drop_later(name)


def _held(recording: Recording, film_id: int) -> tuple[Recording, Recording]:
    """Both of them, locked in one order for everyone."""
    held = Recording.objects.select_for_update(no_key=True).get(pk=recording.pk)
    film = (
        Recording.objects.select_for_update(no_key=True).filter(pk=film_id, replaces=held).first()
    )
    if film is None:
        raise NewFilmGone
    return held, film


def _cuts_wanted(recording: Recording, film: Recording) -> list[NewCut]:
    """What is cut from the recording, as far as the new film lasts."""
    return [
        replace(cut, end_ms=min(cut.end_ms, film.duration_ms))
        for cut in cuts_stored(recording)
        if cut.start_ms < film.duration_ms
    ]


def _description_kept(recording: Recording, film: Recording) -> SpokenDescription | None:
    """The recording's spoken description, where it lasts as long as the new film."""
    if abs(film.duration_ms - recording.duration_ms) > LENGTH_DIFFERS_MS:
        return None
    return SpokenDescription.objects.filter(recording=recording).first()


def _is_described_by(film: Recording, given: SpokenDescription) -> bool:
    same = SpokenDescription.objects.filter(recording=film, sha256=given.sha256, holds=given.holds)
    return same.exists()


def _names(rows: Iterable[Rendition | CutRendition | SourceFile | SpokenDescription]) -> list[str]:
    return [str(row.file.name) for row in rows]


def _let_go_of_old(held: Recording, film: Recording) -> None:
    """The old film's files, and who works on them: a worker that puts something in its place is refused."""
    held.steps.all().delete()
    SceneScan.objects.filter(recording=held).delete()
    sources = SourceFile.objects.filter(recording=held)
    names = [*_names(sources), *_names(held.renditions.all()), str(held.poster.name or "")]
    if held.cut_list_id:
        forget_cut_files(held.cut_list_id)
    if _description_kept(held, film) is None:
        remove_description(recording=held)
    sources.delete()
    held.renditions.all().delete()
    for name in filter(None, names):
        drop_later(name)


def _hand_over(film: Recording, held: Recording) -> None:
    """All that was made of the new film is the recording's, and the film is no recording any more."""
    cut_list_id = film.cut_list_id
    Step.objects.filter(recording=film).update(recording=held)
    SourceFile.objects.filter(recording=film).update(recording=held)
    film.renditions.update(recording=held)
    if cut_list_id:
        CutList.objects.filter(pk=cut_list_id).update(recording=held)
    held.cut_list_id = cut_list_id
    held.poster.name = film.poster.name or ""
    held.duration_ms = film.duration_ms
    held.film += 1
    _delete(film)


def _delete(film: Recording) -> None:
    Recording.objects.filter(pk=film.pk).update(cut_list=None)
    film.delete()
