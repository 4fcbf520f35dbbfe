"""Draw the pages of a PDF as slide pictures, and read their text. Knows no database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pypdfium2
import pypdfium2.raw
from PIL import Image

from .errors import DeckLocked, DeckTooLong, DeckUnreadable

WIDTHS = (480, 960, 1600)
MOST_PAGES = DeckTooLong.most
# A page far longer than wide is no slide, and would fill the memory.
MOST_PIXELS = 1600 * 4000
QUALITY = 82
# About as good to the eye as WebP at 82, a third smaller. Slower speeds take minutes for a deck.
AVIF_QUALITY = 60
AVIF_SPEED = 8


@dataclass(frozen=True)
class Picture:
    """`avif` is empty where it was not asked for."""

    width: int
    height: int
    webp: bytes
    avif: bytes = b""


@dataclass(frozen=True)
class DrawnSlide:
    number: int
    text: str
    pictures: tuple[Picture, ...]

    def without_pictures(self) -> "DrawnSlide":
        return replace(self, pictures=())


def draw_slides(pdf: Path) -> Iterator[DrawnSlide]:
    """Each page in turn, as WebP. Raises DeckLocked, DeckUnreadable (damaged, no page), DeckTooLong."""
    with opened(pdf) as document:
        for number, page in enumerate(document, start=1):
            yield DrawnSlide(number, text_of(page), pictures_of(page))


@contextmanager
def opened(pdf: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed again afterwards; its number of pages is within the limits."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise (DeckLocked if locked else DeckUnreadable) from None
    with document:
        if len(document) == 0:
            raise DeckUnreadable
        if len(document) > MOST_PAGES:
            raise DeckTooLong
        yield document


def text_of(page: pypdfium2.PdfPage) -> str:
    lines = page.get_textpage().get_text_range().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def pictures_of(page: pypdfium2.PdfPage, *, avif: bool = False) -> tuple[Picture, ...]:
    """The page in each width: drawn once at the largest, then made smaller."""
    width, height = page.get_size()
    if width <= 0 or WIDTHS[-1] * WIDTHS[-1] * height / width > MOST_PIXELS:
        raise DeckUnreadable
    largest = page.render(scale=WIDTHS[-1] / width).to_pil().convert("RGB")
    return tuple(_picture(largest, wide, avif) for wide in WIDTHS)


def _picture(largest: Image.Image, width: int, avif: bool) -> Picture:
    height = round(largest.height * width / largest.width)
    image = largest.resize((width, height), Image.Resampling.LANCZOS)
    webp = _saved(image, "WEBP", quality=QUALITY, method=4)
    # One thread: the pages are shared among the cores.
    small = {"quality": AVIF_QUALITY, "speed": AVIF_SPEED, "max_threads": 1}
    return Picture(width, height, webp, _saved(image, "AVIF", **small) if avif else b"")


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()
