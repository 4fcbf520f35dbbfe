"""Make a recording or a deck of a file that is whole and was judged. Runs in the media worker."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from safety import page_cache
from webinar.recordings import arrivals
from webinar.recordings.encoding import ffmpeg
from webinar.recordings.enums import (
    DescriptionHolds,
    FileFormat,
    RenditionKind,
    StepKind,
    UploadState,
)
from webinar.recordings.errors import DurationUnknown, NewFilmWaiting, PagesDiffer, UploadGone
from webinar.recordings.models import Recording, Rendition, Slide, SlideDeck, SourceFile, Upload
from webinar.recordings.presentations import PresentedSlide, read_presentation
from webinar.recordings.probing import MediaFacts, length_of, probe
from webinar.recordings.recognition import Found, recognise

from .claims import Held, claimed, noting
from .describing import describe
from .films import fit_film
from .keeping import Kept, Shelf, shelf
from .slide_files import renew_slides_pdfs_of
from .steps import add_steps

TAKE_OVER = "webinar.recordings.tasks.take_over"


def take_over(*, upload_id: UUID, now: datetime) -> None:
    """What the upload holds becomes a hidden recording, a deck, or the PDF of a deck; once.

    The same id is the public id of what it becomes, so that repeating it makes nothing twice. What
    stops it is written on the upload; its bytes stay for another try. Whoever removes the upload
    before all of it is taken over leaves nothing of it.
    """
    with claimed(TAKE_OVER, upload_id, now=now) as held, noting(note_upload, upload_id):
        if held is not None:
            _take_whole(upload_id, held, now)


def note_upload(upload_id: str, refusal: str) -> None:
    """Why it could not be taken over."""
    waiting = Upload.objects.filter(pk=upload_id, state=UploadState.WHOLE)
    waiting.update(state=UploadState.FAILED, refusal=refusal)


def _take_whole(upload_id: UUID, held: Held, now: datetime) -> None:
    upload = (
        Upload.objects.select_related("deck", "described", "replaces").filter(pk=upload_id).first()
    )
    if upload is None or upload.state != UploadState.WHOLE:
        return
    try:
        with arrivals.only_writer(upload_id), arrivals.refusing_when_full(), shelf() as kept:
            _take(_Taking(upload, arrivals.path_of(upload_id), kept, held, now))
    except FileNotFoundError:
        # Its bytes went while they were read: removed, or there is something wrong with the disk.
        if Upload.objects.filter(pk=upload_id).exists():
            raise
    else:
        arrivals.remove(upload_id)


@dataclass(frozen=True)
class _Taking:
    """What taking over has at hand."""

    upload: Upload
    path: Path
    kept: Shelf
    held: Held
    now: datetime

    def finish(self) -> None:
        """Within the transaction that makes something of it: the upload is no more.

        Raises UploadGone where someone removed it meanwhile, so that nothing is made.
        """
        self.held.confirm()
        deleted, _ = Upload.objects.filter(pk=self.upload.pk, state=UploadState.WHOLE).delete()
        if not deleted:
            raise UploadGone


def _take(taking: _Taking) -> None:
    if taking.upload.replaces:
        _take_recording(taking, taking.upload.replaces)
    elif taking.upload.described:
        _take_description(taking, taking.upload.described)
    elif taking.upload.deck:
        _take_pages(taking, taking.upload.deck)
    elif taking.upload.format == FileFormat.PPTX:
        _take_presentation(taking)
    elif taking.upload.format == FileFormat.PDF:
        _take_deck(taking)
    else:
        _take_recording(taking)


# --- Recordings -----------------------------------------------------------------------------------


def _take_recording(taking: _Taking, replaced: Recording | None = None) -> None:
    """A recording, or the new film of one: that is made ready for what is cut from it and spoken over it."""
    upload, path, now = taking.upload, taking.path, taking.now
    found = recognise(path)
    facts = probe(path, demuxer=found.format.demuxer)
    length = _length(path, found, facts)
    file = taking.kept.take_file(f"recordings/{upload.pk}", path, f".{found.format}")
    with transaction.atomic():
        recording = Recording.objects.create(
            public_id=upload.pk,
            title=replaced.title if replaced else upload.title,
            language=replaced.language if replaced else upload.language,
            duration_ms=length,
            replaces=_with_room(replaced),
            created_at=now,
        )
        _keep_source(file, found.format, now, recording=recording)
        if ffmpeg() is None:
            _show_as_it_is(recording, found, file, now)
        add_steps(recording=recording, kinds=_work_on(found, facts), now=now)
        if replaced:
            fit_film(film=recording, now=now)
        taking.finish()


def _with_room(replaced: Recording | None) -> Recording | None:
    """The recording, held, when no new film of it waits. Raises NewFilmWaiting."""
    if replaced is None:
        return None
    locked = Recording.objects.select_for_update(no_key=True).get(pk=replaced.pk)
    if Recording.objects.filter(replaces=locked).exists():
        raise NewFilmWaiting
    return locked


def _length(path: Path, found: Found, facts: MediaFacts | None) -> int:
    """What the file says of itself; a film recorded by a browser says nothing and is read through."""
    length = found.duration_ms
    if facts:
        length = length_of(path, found.format, facts) or length
    if length is None:
        raise DurationUnknown
    return length


def _work_on(found: Found, facts: MediaFacts | None) -> list[StepKind]:
    has_video = facts.video is not None if facts else not found.is_sound
    has_audio = facts.audio is not None if facts else True
    wanted = [StepKind.POSTER, StepKind.VIDEO] if has_video else []
    wanted += [StepKind.AUDIO] if has_audio else []
    return wanted + ([StepKind.SMALL_VIDEO] if has_video else [])


def _show_as_it_is(recording: Recording, found: Found, file: Kept, now: datetime) -> None:
    """Without ffmpeg the file itself is what is played."""
    kind = RenditionKind.AUDIO if found.is_sound else RenditionKind.VIDEO
    Rendition.objects.create(
        recording=recording,
        kind=kind,
        file=file.name,
        mime="audio/mp4" if found.is_sound else "video/mp4",
        size=file.size,
        sha256=file.sha256,
        created_at=now,
    )


def _keep_source(
    file: Kept,
    found: FileFormat,
    now: datetime,
    recording: Recording | None = None,
    deck: SlideDeck | None = None,
) -> None:
    SourceFile.objects.create(
        recording=recording,
        deck=deck,
        file=file.name,
        format=found,
        size=file.size,
        sha256=file.sha256,
        created_at=now,
    )


def _take_description(taking: _Taking, recording: Recording) -> None:
    upload, found = taking.upload, FileFormat(taking.upload.format)
    file = taking.kept.take_file(f"recordings/{recording.public_id}", taking.path, f".{found}")
    with transaction.atomic():
        describe(
            recording=recording,
            file=file,
            found=found,
            holds=DescriptionHolds(upload.holds or DescriptionHolds.VOICE),
            now=taking.now,
        )
        taking.finish()


# --- Decks ----------------------------------------------------------------------------------------


def _new_deck(upload: Upload, now: datetime, pdf: Kept | None = None) -> SlideDeck:
    return SlideDeck.objects.create(
        public_id=upload.pk,
        title=upload.title,
        language=upload.language,
        pdf=pdf.name if pdf else "",
        pdf_size=pdf.size if pdf else 0,
        pdf_sha256=pdf.sha256 if pdf else "",
        created_at=now,
    )


def _take_deck(taking: _Taking) -> None:
    pdf = taking.kept.take_file(f"decks/{taking.upload.pk}", taking.path, ".pdf")
    with transaction.atomic():
        deck = _new_deck(taking.upload, taking.now, pdf)
        add_steps(deck=deck, kinds=[StepKind.PICTURES], now=taking.now)
        taking.finish()


def _take_presentation(taking: _Taking) -> None:
    """Text and notes are there at once; the pictures follow when its pages can be drawn."""
    now = taking.now
    told = read_presentation(taking.path)
    file = taking.kept.take_file(f"decks/{taking.upload.pk}", taking.path, ".pptx")
    with transaction.atomic():
        deck = _new_deck(taking.upload, now)
        _keep_source(file, FileFormat.PPTX, now, deck=deck)
        Slide.objects.bulk_create(
            _slide(deck, number, slide) for number, slide in enumerate(told, start=1)
        )
        add_steps(deck=deck, kinds=[StepKind.PAGES], now=now)
        taking.finish()


def _slide(deck: SlideDeck, number: int, told: PresentedSlide) -> Slide:
    first_line = told.text.splitlines()[0] if told.text else ""
    return Slide(
        deck=deck,
        number=number,
        title=(told.title or first_line)[:200],
        text=told.text,
        notes=told.notes,
    )


def _take_pages(taking: _Taking, deck: SlideDeck) -> None:
    """The PDF of a deck whose text and notes are known already."""
    pdf = taking.kept.take_file(f"decks/{deck.public_id}", taking.path, ".pdf")
    with transaction.atomic():
        join_pages(deck=deck, pdf=pdf, now=taking.now)
        taking.finish()


def join_pages(*, deck: SlideDeck, pdf: Kept, now: datetime) -> None:
    """The deck has this PDF from now on, and its pages are drawn; its text and notes stay."""
    with transaction.atomic():
        locked = SlideDeck.objects.select_for_update(no_key=True).get(pk=deck.pk)
        if locked.pdf and locked.pdf_sha256 != pdf.sha256:
            raise PagesDiffer
        locked.pdf, locked.pdf_size, locked.pdf_sha256 = pdf.name, pdf.size, pdf.sha256
        locked.save(update_fields=["pdf", "pdf_size", "pdf_sha256"])
        locked.steps.filter(kind=StepKind.PAGES).delete()
        add_steps(deck=locked, kinds=[StepKind.PICTURES], now=now)
        renew_slides_pdfs_of(locked)
        page_cache.bump()
