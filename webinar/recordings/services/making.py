"""What each step makes: renditions of a recording, pages and pictures of a deck. In the media worker."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction
from PIL import Image

from core import clock
from safety import page_cache
from webinar.recordings import arrivals, recipes
from webinar.recordings.encoding import encode
from webinar.recordings.enums import (
    DescriptionHolds,
    FileFormat,
    RenditionKind,
    StepKind,
    StepState,
)
from webinar.recordings.errors import EncodingFailed, NothingInside, PagesDiffer
from webinar.recordings.models import (
    Recording,
    Rendition,
    Slide,
    SlideDeck,
    SlideImage,
    SourceFile,
    SpokenDescription,
    Step,
)
from webinar.recordings.pages import DrawnPage, count_pages, draw_pages
from webinar.recordings.presentations import pdf_of
from webinar.recordings.probing import MediaFacts, probe

from .cuts import renew_cut_renditions
from .heartbeat import Superseded
from .keeping import Shelf, at_hand, at_hand_by_name, drop_later, shelf
from .steps import Beat, add_steps, work
from .taking_over import join_pages

MEMORY = 2_000_000_000
LARGEST = 4 * 1024**3
# Twice the recording's length and ten minutes: far beyond what a machine of two cores needs.
LEAST_SECONDS = 600
SECONDS_A_SECOND = 2.0
POSTER_AT = 0.05
POSTER_QUALITY = 82


def make_step(*, step_id: int, now: datetime) -> None:
    """Do one step, unless it is done or someone else is at it."""
    work(step_id=step_id, do=_make, now=now)
    for recording in Recording.objects.filter(steps=step_id):
        let_go_of_source(recording=recording)


def let_go_of_source(*, recording: Recording) -> None:
    """What was made holds all of it once every step is done: the source would stand twice.

    Each step asks this after it is done, so that of two that end at once the second one does it.
    """
    with transaction.atomic():
        locked = Recording.objects.select_for_update(no_key=True).filter(pk=recording.pk).first()
        if locked is None:
            # A new film that took its place, or was removed, in this very moment.
            return
        states = set(locked.steps.values_list("state", flat=True))
        source = SourceFile.objects.filter(recording=locked).first()
        if source and states == {StepState.READY}:
            source.delete()
            drop_later(str(source.file.name))


def _make(step: Step, beat: Beat) -> None:
    """Do what the step's kind says. Raises Refusal (what stopped it) and Superseded."""
    with _bench(step) as folder, arrivals.refusing_when_full(), shelf() as kept:
        if step.recording:
            _MAKERS[StepKind(step.kind)](_Work(step.recording, folder, kept, beat))
        elif step.deck and step.kind == StepKind.PAGES:
            _make_pages(step.deck, folder, kept)
        elif step.deck:
            _make_pictures(step.deck, folder, kept, beat)


@contextmanager
def _bench(step: Step) -> Iterator[Path]:
    """An empty folder for what is being made; what a killed worker left in it goes first."""
    folder = arrivals.bench_of(step.pk)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# --- Recordings -----------------------------------------------------------------------------------


class _Work:
    """What a maker has at hand: the source, a folder, a shelf, and who wants to know how far it is."""

    def __init__(self, recording: Recording, folder: Path, kept: Shelf, beat: Beat) -> None:
        self.recording, self.folder, self.kept, self.beat = recording, folder, kept, beat
        self.path, self.format = _source_of(recording, folder)

    def facts(self) -> MediaFacts:
        facts = probe(self.path, demuxer=self.format.demuxer)
        if facts is None:
            # Without ffmpeg the recipe that follows says so.
            return MediaFacts(None, None, None)
        return facts

    def encode(self, arguments: list[str | Path], *, begin: int = 0, end: int = 100) -> str:
        """Run it; its progress fills the percents from `begin` to `end`."""
        length = self.recording.duration_ms
        return encode(
            arguments,
            seconds=LEAST_SECONDS + SECONDS_A_SECOND * length / 1000,
            memory_bytes=MEMORY,
            file_bytes=LARGEST,
            on_progress=lambda ms: self.beat(begin + (end - begin) * ms / length),
        )

    def locked(self) -> Recording:
        """The recording, held, while this work is still wanted. Raises Superseded."""
        locked = (
            Recording.objects.select_for_update(no_key=True).filter(pk=self.recording.pk).first()
        )
        self.beat.confirm()
        if locked is None:
            raise Superseded
        return locked

    def keep(self, kind: RenditionKind, path: Path, mime: str) -> None:
        """This file is the recording's rendition of its kind from now on."""
        if path.stat().st_size == 0:
            raise EncodingFailed
        file = self.kept.take_file(f"recordings/{self.recording.public_id}", path, path.suffix)
        with transaction.atomic():
            locked = self.locked()
            old = Rendition.objects.filter(recording=self.recording, kind=kind).first()
            if old:
                cut = [str(row.file.name) for row in old.cut_renditions.all()]
                for name in (str(old.file.name), *cut):
                    drop_later(name)
                old.delete()
            Rendition.objects.create(
                recording=self.recording,
                kind=kind,
                file=file.name,
                mime=mime,
                size=file.size,
                sha256=file.sha256,
                created_at=clock.now(),
            )
            renew_cut_renditions(recording=locked)
            page_cache.bump()


def _make_video(work: _Work) -> None:
    to = work.folder / "video.mp4"
    work.encode(recipes.video(work.path, work.format, work.facts(), to))
    work.keep(RenditionKind.VIDEO, to, "video/mp4")
    with transaction.atomic():
        # Whoever takes the description away holds it too.
        locked = work.locked()
        if SpokenDescription.objects.filter(recording=locked).exists():
            # What was made of it shows the picture as it was.
            add_steps(recording=locked, kinds=[StepKind.DESCRIPTION], now=clock.now())


def _make_small_video(work: _Work) -> None:
    to = work.folder / "small.mp4"
    work.encode(recipes.small_video(work.path, work.format, to))
    work.keep(RenditionKind.SMALL_VIDEO, to, "video/mp4")


def _make_audio(work: _Work) -> None:
    """Measured first, then set: one even shift, no pumping."""
    to = work.folder / "audio.m4a"
    said = work.encode(recipes.loudness(work.path, work.format), end=50)
    loud = recipes.measured(said)
    work.encode(recipes.audio(work.path, work.format, loud, to), begin=50)
    work.keep(RenditionKind.AUDIO, to, "audio/mp4")


def _make_description(work: _Work) -> None:
    """The sound with the description in it, and the picture with that sound."""
    given = SpokenDescription.objects.filter(recording=work.recording).first()
    if given is None:
        return
    path = at_hand_by_name(str(given.file.name), work.folder)
    voice = _evened(work, path, FileFormat(given.format), begin=0, end=25)
    own = None
    if given.holds == DescriptionHolds.VOICE and work.facts().audio is not None:
        own = _evened(work, work.path, work.format, begin=25, end=50)
    sound = work.folder / "described.m4a"
    length = work.recording.duration_ms
    mixed = recipes.described_sound(own, voice, duration_ms=length, to=sound)
    work.encode(mixed, begin=50, end=90)
    work.keep(RenditionKind.DESCRIBED_AUDIO, sound, "audio/mp4")
    picture = work.recording.renditions.filter(kind=RenditionKind.VIDEO).first()
    if picture:
        to = work.folder / "described.mp4"
        film = recipes.with_sound(at_hand(picture, work.folder), sound, to)
        work.encode(film, begin=90)
        work.keep(RenditionKind.DESCRIBED_VIDEO, to, "video/mp4")


def _evened(work: _Work, path: Path, found: FileFormat, *, begin: int, end: int) -> recipes.Sound:
    """Sound with what it lacks of the usual loudness; only measured here."""
    said = work.encode(recipes.loudness(path, found), begin=begin, end=end)
    return recipes.Sound(path, found, recipes.gain(recipes.measured(said)))


def _make_poster(work: _Work) -> None:
    at_ms = round(work.recording.duration_ms * POSTER_AT)
    still, poster = work.folder / "still.png", work.folder / "poster.webp"
    work.encode(recipes.still_picture(work.path, work.format, at_ms, still))
    if not still.exists():
        raise NothingInside
    with Image.open(still) as image:
        image.convert("RGB").save(poster, "WEBP", quality=POSTER_QUALITY)
    file = work.kept.take_file(f"recordings/{work.recording.public_id}", poster, ".webp")
    with transaction.atomic():
        locked = work.locked()
        old, locked.poster = str(locked.poster.name or ""), file.name
        locked.save(update_fields=["poster"])
        if old and old != file.name:
            drop_later(old)
        page_cache.bump()


_MAKERS: dict[StepKind, Callable[[_Work], None]] = {
    StepKind.VIDEO: _make_video,
    StepKind.SMALL_VIDEO: _make_small_video,
    StepKind.AUDIO: _make_audio,
    StepKind.POSTER: _make_poster,
    StepKind.DESCRIPTION: _make_description,
}


def _source_of(recording: Recording, folder: Path) -> tuple[Path, FileFormat]:
    """The file the editor gave, or once that is let go the best that was made of it."""
    source = SourceFile.objects.filter(recording=recording).first()
    if source:
        return at_hand_by_name(str(source.file.name), folder), FileFormat(source.format)
    best = recording.renditions.filter(kind__in=[RenditionKind.VIDEO, RenditionKind.AUDIO])
    rendition = best.order_by("-kind").first()
    if rendition is None:
        raise NothingInside
    return at_hand_by_name(str(rendition.file.name), folder), FileFormat.MP4


# --- Decks ----------------------------------------------------------------------------------------


def _make_pages(deck: SlideDeck, folder: Path, kept: Shelf) -> None:
    source = SourceFile.objects.get(deck=deck)
    pdf = pdf_of(at_hand_by_name(str(source.file.name), folder), folder)
    if count_pages(pdf) != deck.slides.count():
        raise PagesDiffer
    join_pages(
        deck=deck,
        pdf=kept.take_file(f"decks/{deck.public_id}", pdf, ".pdf"),
        now=clock.now(),
    )


def _make_pictures(deck: SlideDeck, folder: Path, kept: Shelf, beat: Beat) -> None:
    pdf = at_hand_by_name(str(deck.pdf.name), folder)
    count = count_pages(pdf)
    drawn = draw_pages(pdf, folder, on_page=lambda done: beat(100 * done / count))
    images = {page.number: _images(page, folder, str(deck.public_id), kept) for page in drawn}
    with transaction.atomic():
        beat.confirm()
        slides = {slide.number: slide for slide in deck.slides.select_for_update(no_key=True)}
        for page in drawn:
            slide = slides.get(page.number) or _new_slide(deck.pk, page)
            slide.images.all().delete()
            for image in images[page.number]:
                image.slide = slide
        SlideImage.objects.bulk_create(image for row in images.values() for image in row)
        page_cache.bump()


def _new_slide(deck_id: int, page: DrawnPage) -> Slide:
    first_line = page.text.splitlines()[0] if page.text else ""
    return Slide.objects.create(
        deck_id=deck_id, number=page.number, title=first_line[:200], text=page.text
    )


def _images(page: DrawnPage, folder: Path, deck: str, kept: Shelf) -> list[SlideImage]:
    images = []
    for width, height in page.sizes:
        stem = f"{page.number}-{width}"
        webp = kept.take_file(f"slides/{deck}", folder / f"{stem}.webp", ".webp")
        avif = kept.take_file(f"slides/{deck}", folder / f"{stem}.avif", ".avif")
        images.append(
            SlideImage(
                width=width,
                height=height,
                file=webp.name,
                size=webp.size,
                sha256=webp.sha256,
                avif_file=avif.name,
                avif_size=avif.size,
                avif_sha256=avif.sha256,
            )
        )
    return images
