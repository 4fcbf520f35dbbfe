"""Count and draw the pages of a PDF in processes of their own, within limits."""

import json
import os
import sys
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from . import errors
from .encoding import refuse_unless_well
from .limited import Ended, Limits, run

CHILD = "webinar.recordings.page_child"
SECONDS_TO_COUNT = 30
SECONDS_A_PAGE = 20
MEMORY = 1_500_000_000
LARGEST_PICTURE = 50_000_000
SECONDS_TO_LEAVE_OUT = 300
LARGEST_PDF = 2 * 1024**3
REFUSALS = (errors.DeckLocked, errors.DeckTooLong, errors.DeckUnreadable, errors.NoSlidesLeft)
# Drawing is work for the processor alone; one core stays for readers on larger machines.
AT_ONCE = max(1, min(2, os.cpu_count() or 1))


@dataclass(frozen=True)
class DrawnPage:
    """`sizes` are the (width, height) of its pictures, which stand in the folder as files."""

    number: int
    text: str
    sizes: tuple[tuple[int, int], ...]


def python_environment() -> dict[str, str]:
    """Where our own modules are, for a Python program of ours that runs within limits."""
    return {"PYTHONPATH": os.pathsep.join([str(settings.BASE_DIR), str(settings.SITE_DIR)])}


def count_pages(pdf: Path) -> int:
    """Raises DeckLocked, DeckTooLong, DeckUnreadable."""
    ended = _child(["count", pdf], seconds=SECONDS_TO_COUNT)
    word, _, number = ended.said.splitlines()[-1].partition(" ") if ended.said else ("", "", "")
    if not ended.well or word != "pages":
        raise errors.DeckUnreadable
    return int(number)


def draw_pages(pdf: Path, folder: Path, *, on_page: Callable[[int], object]) -> list[DrawnPage]:
    """Every page into `folder` as NUMBER-WIDTH.webp and .avif; `on_page(how many are done)`.

    Raises what count_pages raises, EncodingFailed and its kinds, and what `on_page` raises.
    """
    count = count_pages(pdf)
    done: list[str] = []

    def hear(line: str) -> None:
        if line.startswith("page "):
            done.append(line)
            on_page(len(done))

    def draw(first: int) -> Ended:
        return _child(
            ["draw", pdf, folder, str(first), str(AT_ONCE)],
            seconds=SECONDS_A_PAGE * count,
            on_line=hear,
        )

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for ended in list(pool.map(draw, range(1, AT_ONCE + 1))):
            refuse_unless_well(ended)
    return [_read(folder / f"{number}.json") for number in range(1, count + 1)]


def leave_out(pdf: Path, to: Path, numbers: Collection[int]) -> None:
    """Write `to`: the PDF without the pages of these numbers.

    Raises DeckLocked, DeckUnreadable, NoSlidesLeft, EncodingFailed and its kinds.
    """
    asked = ",".join(map(str, sorted(numbers)))
    ended = _child(
        ["leave-out", pdf, to, asked], seconds=SECONDS_TO_LEAVE_OUT, file_bytes=LARGEST_PDF
    )
    refuse_unless_well(ended)


def _child(
    arguments: list[str | Path],
    *,
    seconds: int,
    on_line: Callable[[str], object] | None = None,
    file_bytes: int = LARGEST_PICTURE,
) -> Ended:
    ended = run(
        [sys.executable, "-m", CHILD, *arguments],
        limits=Limits(seconds, MEMORY, file_bytes),
        on_line=on_line,
        environment=python_environment(),
    )
    last = ended.said.splitlines()[-1] if ended.said else ""
    for refusal in REFUSALS:
        if last == f"refused {refusal.__name__}":
            raise refusal
    return ended


def _read(path: Path) -> DrawnPage:
    told = json.loads(path.read_text(encoding="utf-8"))
    return DrawnPage(told["number"], told["text"], tuple((w, h) for w, h in told["sizes"]))
