"""Slides: a deck from a PDF, and when each slide is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.db import transaction

from safety import page_cache
from webinar.recordings.drawing import DrawnSlide, draw_slides
from webinar.recordings.errors import CueOutsideRecording, SlideOfAnotherDeck
from webinar.recordings.models import Cue, Recording, Slide, SlideDeck, SlideImage

from .finding import make_findable
from .keeping import Shelf, shelf
from .slide_files import renew_slides_pdf


@dataclass(frozen=True)
class SlideWords:
    """What a person wrote about one slide. An empty title is taken from the slide's first line."""

    title: str = ""
    alt: str = ""
    notes: str = ""


def add_deck_from_pdf(
    *,
    pdf: Path,
    title: str,
    language: str,
    now: datetime,
    words: Mapping[int, SlideWords] | None = None,
    public_id: UUID | None = None,
) -> SlideDeck:
    """A deck with a slide for each page: pictures, the page's text, and what `words` adds by number.

    Safe to repeat with the same `public_id`. Raises DeckUnreadable, DeckTooLong; then nothing stays.
    """
    public_id = public_id or uuid4()
    known = SlideDeck.objects.filter(public_id=public_id).first()
    if known:
        return known
    with shelf() as kept:
        file = kept.put_file(f"decks/{public_id}", pdf)
        # Drawing takes seconds: done before the transaction, which on SQLite holds the only pen.
        drawn = [_keep_pictures(slide, public_id, kept) for slide in draw_slides(pdf)]
        with transaction.atomic():
            deck = SlideDeck.objects.create(
                public_id=public_id,
                title=title,
                language=language,
                pdf=file.name,
                pdf_size=file.size,
                pdf_sha256=file.sha256,
                created_at=now,
            )
            for slide, images in drawn:
                _add_slide(deck, slide, images, (words or {}).get(slide.number, SlideWords()))
    return deck


def _keep_pictures(
    drawn: DrawnSlide, public_id: UUID, kept: Shelf
) -> tuple[DrawnSlide, list[SlideImage]]:
    images = []
    for picture in drawn.pictures:
        file = kept.put_bytes(f"slides/{public_id}", picture.webp, ".webp")
        images.append(
            SlideImage(
                width=picture.width,
                height=picture.height,
                file=file.name,
                size=file.size,
                sha256=file.sha256,
            )
        )
    return drawn.without_pictures(), images


def _add_slide(
    deck: SlideDeck, drawn: DrawnSlide, images: list[SlideImage], words: SlideWords
) -> None:
    first_line = drawn.text.splitlines()[0] if drawn.text else ""
    slide = Slide.objects.create(
        deck=deck,
        number=drawn.number,
        title=(words.title or first_line)[:200],
        alt=words.alt,
        text=drawn.text,
        notes=words.notes,
    )
    for image in images:
        image.slide = slide
    SlideImage.objects.bulk_create(images)


@transaction.atomic
def describe_slide(*, slide: Slide, title: str, alt: str, notes: str) -> Slide:
    """What a person says about a slide: its name, what its picture means, what is said with it."""
    locked = Slide.objects.select_for_update(no_key=True).get(pk=slide.pk)
    locked.title, locked.alt, locked.notes = title, alt, notes
    locked.save(update_fields=["title", "alt", "notes"])
    make_findable(
        Cue.objects.filter(slide=locked).values_list("recording_id", flat=True).distinct()
    )
    page_cache.bump()
    return locked


@transaction.atomic
def set_cues(*, recording: Recording, cues: Iterable[tuple[int, int]]) -> None:
    """Each `(slide number, at_ms)`: from that moment that slide of the recording's deck is shown.

    Replaces what was there, also times of a presentation chosen before. Raises SlideOfAnotherDeck,
    CueOutsideRecording.
    """
    slides = {slide.number: slide for slide in Slide.objects.filter(deck=recording.deck_id)}
    rows = []
    for number, at_ms in cues:
        if number not in slides:
            raise SlideOfAnotherDeck
        if not 0 <= at_ms < recording.duration_ms:
            raise CueOutsideRecording
        rows.append(Cue(recording=recording, slide=slides[number], at_ms=at_ms))
    recording.cues.all().delete()
    Cue.objects.bulk_create(rows)
    renew_slides_pdf(recording=recording)
    make_findable([recording.pk])
    page_cache.bump()
