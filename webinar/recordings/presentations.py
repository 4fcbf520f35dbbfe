"""Read a PPTX, and have LibreOffice make a PDF of it, each in a process of its own, within limits."""

import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile, ZipFile

from .encoding import refuse_unless_well
from .errors import (
    DeckTooLong,
    EncodingFailed,
    OfficeMissing,
    PresentationTooLarge,
    PresentationUnreadable,
)
from .limited import Limits, run
from .pages import python_environment

CHILD = "webinar.recordings.presentation_child"
READING = Limits(seconds=60, memory_bytes=1_500_000_000, file_bytes=20_000_000)
# LibreOffice reserves far more address space than it uses.
CONVERTING = Limits(seconds=300, memory_bytes=6_000_000_000, file_bytes=500_000_000)
MOST_PARTS = 10_000
MOST_UNPACKED = 600_000_000
# Words are small; what is large in a presentation is pictures and film.
MOST_WORDS = 60_000_000
WORDS = (".xml", ".rels", ".vml")


@dataclass(frozen=True)
class PresentedSlide:
    title: str
    text: str
    notes: str


def read_presentation(path: Path) -> list[PresentedSlide]:
    """What each slide that is shown says. Raises DeckTooLong, PresentationTooLarge, PresentationUnreadable."""
    check_unpacked(path)
    with TemporaryDirectory() as folder:
        told = Path(folder) / "slides.json"
        ended = run(
            [sys.executable, "-m", CHILD, path, told],
            limits=READING,
            environment=python_environment(),
        )
        if ended.said == f"refused {DeckTooLong.__name__}":
            raise DeckTooLong
        if not ended.well:
            raise PresentationUnreadable
        slides = [PresentedSlide(**slide) for slide in json.loads(told.read_text("utf-8"))]
    if not slides:
        raise PresentationUnreadable
    return slides


def check_unpacked(path: Path) -> None:
    """By the list of what is inside, before anything is unpacked: reading a part stops at the size the
    list gives it. Raises PresentationTooLarge, PresentationUnreadable.
    """
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError):
        raise PresentationUnreadable from None
    if any(_leads_away(part.filename) or part.flag_bits & 1 for part in parts):
        raise PresentationUnreadable
    words = sum(part.file_size for part in parts if part.filename.lower().endswith(WORDS))
    if (
        len(parts) > MOST_PARTS
        or words > MOST_WORDS
        or sum(part.file_size for part in parts) > MOST_UNPACKED
    ):
        raise PresentationTooLarge


def _leads_away(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def office() -> Path | None:
    """LibreOffice on PATH, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def pdf_of(presentation: Path, folder: Path) -> Path:
    """The PDF that LibreOffice makes in `folder`. Raises OfficeMissing, EncodingFailed and its kinds."""
    program = office()
    if program is None:
        raise OfficeMissing
    source = folder / "deck.pptx"
    shutil.copyfile(presentation, source)
    profile = (folder / "profile").as_uri()
    quiet = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
    wanted = ["--convert-to", "pdf:impress_pdf_Export", "--outdir", str(folder), str(source)]
    ended = run(
        [program, *quiet, *wanted],
        limits=CONVERTING,
        environment={"HOME": str(folder)},
    )
    refuse_unless_well(ended)
    result = folder / "deck.pdf"
    if not result.exists():
        raise EncodingFailed
    return result
