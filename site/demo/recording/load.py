"""Put the demonstration recording into the site, once."""

import json
from datetime import datetime
from pathlib import Path
from uuid import UUID

import yaml
from django.db import transaction

from webinar.recordings.captions import read_text, read_vtt
from webinar.recordings.enums import Audience, RenditionKind, StepKind
from webinar.recordings.models import Recording, SlideDeck
from webinar.recordings.services import (
    NewChapter,
    SlideWords,
    add_deck_from_pdf,
    add_recording,
    add_steps,
    publish,
    replace_captions,
    set_chapters,
    set_cues,
)

CONTENT = Path(__file__).resolve().parents[1] / "content"
FILES = CONTENT / "recording"
RECORDING_ID = UUID("5f0c1a86-7d0e-4c3c-9a35-1f5b8a4d2e01")
DECK_ID = UUID("5f0c1a86-7d0e-4c3c-9a35-1f5b8a4d2e02")


@transaction.atomic
def load_recording(now: datetime) -> Recording:
    """The demonstration recording, with slides, captions and chapters; as it stands if it exists."""
    existing = Recording.objects.filter(public_id=RECORDING_ID).first()
    if existing:
        return existing
    script = yaml.safe_load((CONTENT / "webinar.yaml").read_text(encoding="utf-8"))
    timing = json.loads((FILES / "cues.json").read_text(encoding="utf-8"))
    deck = add_deck_from_pdf(
        pdf=FILES / "slides.pdf",
        title=script["title"],
        language=script["language"],
        words={slide["number"]: _words(slide) for slide in script["slides"]},
        public_id=DECK_ID,
        now=now,
    )
    recording = add_recording(
        public_id=RECORDING_ID,
        title=f"{script['title']} {script['subtitle']}",
        language=script["language"],
        files={
            RenditionKind.VIDEO: FILES / "video.mp4",
            RenditionKind.SMALL_VIDEO: FILES / "small.mp4",
            RenditionKind.AUDIO: FILES / "audio.m4a",
        },
        duration_ms=timing["duration_ms"],
        poster=FILES / "poster.webp",
        deck=deck,
        audience=Audience.REGISTRANTS,
        slides_in_picture=True,
        voice_statement=script["statement"],
        nobody_is_recorded=True,
        now=now,
    )
    set_cues(recording=recording, cues=[(cue["slide"], cue["at_ms"]) for cue in timing["cues"]])
    set_chapters(
        recording=recording,
        chapters=[NewChapter(mark.start_ms, mark.text) for mark in _timed("chapters.nl.vtt")],
    )
    replace_captions(
        recording=recording, language=script["language"], captions=_timed("captions.nl.vtt")
    )
    return publish(recording=recording, now=now)


def ask_for_slide_pictures(now: datetime) -> None:
    """The media worker draws the slides as AVIF too; nobody waits for that before the first page."""
    for deck in SlideDeck.objects.filter(public_id=DECK_ID, steps__isnull=True):
        add_steps(deck=deck, kinds=[StepKind.PICTURES], now=now)


def _timed(name: str) -> list:
    return read_vtt(read_text((FILES / name).read_bytes()))


def _words(slide: dict) -> SlideWords:
    """The text alternative says all that the slide shows: its lines, then its picture."""
    lines = " ".join(
        line if line.endswith(("?", ".", '"')) else f"{line}." for line in slide["bullets"]
    )
    return SlideWords(title=slide["title"], alt=f"{lines} {slide['alt']}", notes=slide["notes"])
