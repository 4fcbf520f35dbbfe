"""Whether a file that has arrived can be taken in, told at the upload and before any work on it."""

from pathlib import Path

from .encoding import ffmpeg
from .enums import FileFormat
from .errors import (
    DescriptionLengthDiffers,
    EncoderMissing,
    EncoderNeeded,
    NothingInside,
    OnlyFilm,
    OnlyPdf,
    OnlySound,
    PagesDiffer,
)
from .pages import count_pages
from .presentations import read_presentation
from .probing import length_of, probe
from .recognition import Found, recognise

# A description may end this much before or after its recording: an encoder adds or drops a little.
LENGTH_DIFFERS_MS = 5_000


def judge(
    path: Path,
    *,
    slides_awaited: int | None = None,
    sound_lasting_ms: int | None = None,
    film_awaited: bool = False,
) -> FileFormat:
    """What it is, by its content.

    `slides_awaited`: only a PDF of as many pages will do. `sound_lasting_ms`: only sound that lasts
    so long. `film_awaited`: only a video or sound will do. Takes seconds at most, whatever the file.
    Raises UnknownFormat, FileTruncated, NothingInside, EncoderNeeded, DeckLocked, DeckTooLong,
    DeckUnreadable, PresentationLocked, PresentationTooLarge, PresentationUnreadable, OnlyPdf,
    PagesDiffer, OnlySound, OnlyFilm, EncoderMissing, DescriptionLengthDiffers.
    """
    found = recognise(path)
    if sound_lasting_ms is not None:
        _judge_description(path, found, sound_lasting_ms)
        return found.format
    if film_awaited and not found.format.is_recording:
        raise OnlyFilm
    if slides_awaited is not None and found.format != FileFormat.PDF:
        raise OnlyPdf
    if found.format.is_recording:
        _judge_recording(path, found)
    elif found.format == FileFormat.PPTX:
        read_presentation(path)
    else:
        _judge_pdf(path, slides_awaited)
    return found.format


def _judge_description(path: Path, found: Found, lasting_ms: int) -> None:
    if not found.format.is_recording:
        raise OnlySound
    if ffmpeg() is None:
        raise EncoderMissing
    facts = probe(path, demuxer=found.format.demuxer)
    if facts is None:
        raise NothingInside
    if facts.video is not None:
        raise OnlySound
    length = length_of(path, found.format, facts) or 0
    if abs(length - lasting_ms) > LENGTH_DIFFERS_MS:
        raise DescriptionLengthDiffers


def _judge_pdf(path: Path, slides_awaited: int | None) -> None:
    pages = count_pages(path)
    if slides_awaited is not None and pages != slides_awaited:
        raise PagesDiffer


def _judge_recording(path: Path, found: Found) -> None:
    if ffmpeg() is None:
        if found.duration_ms is None:
            raise EncoderNeeded
    elif probe(path, demuxer=found.format.demuxer) is None:
        raise NothingInside
