"""Whether a file that has arrived can be taken in, told at the upload and before any work on it."""

from pathlib import Path

from .encoding import ffmpeg
from .enums import FileFormat
from .errors import EncoderNeeded, NothingInside, OnlyPdf, PagesDiffer
from .pages import count_pages
from .presentations import read_presentation
from .probing import probe
from .recognition import Found, recognise


def judge(path: Path, *, slides_awaited: int | None = None) -> FileFormat:
    """What it is, by its content. `slides_awaited`: only a PDF of as many pages will do.

    Takes seconds at most, whatever the file. Raises UnknownFormat, FileTruncated, NothingInside,
    EncoderNeeded, DeckLocked, DeckTooLong, DeckUnreadable, PresentationLocked, PresentationTooLarge,
    PresentationUnreadable, OnlyPdf, PagesDiffer.
    """
    found = recognise(path)
    if slides_awaited is not None and found.format != FileFormat.PDF:
        raise OnlyPdf
    if found.format.is_recording:
        _judge_recording(path, found)
    elif found.format == FileFormat.PPTX:
        read_presentation(path)
    else:
        _judge_pdf(path, slides_awaited)
    return found.format


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
