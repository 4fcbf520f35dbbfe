"""Draw the pages of a PDF as slide pictures, and read their text. Knows no database."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from .errors import DeckTooLong, DeckUnreadable

WIDTHS = (480, 960, 1600)
MOST_PAGES = 300
# A page far longer than wide is no slide, and would fill the memory.
MOST_PIXELS = 1600 * 4000
QUALITY = 82


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    webp: bytes


@dataclass(frozen=True)
class DrawnSlide:
    number: int
    text: str
    pictures: tuple[Picture, ...]

    def without_pictures(self) -> "DrawnSlide":
        return replace(self, pictures=())


def draw_slides(pdf: Path) -> Iterator[DrawnSlide]:
    """Each page in turn. Raises DeckUnreadable (damaged, encrypted, no page) and DeckTooLong."""
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise DeckUnreadable from None
    with document:
        if len(document) == 0:
            raise DeckUnreadable
        if len(document) > MOST_PAGES:
            raise DeckTooLong
        for number, page in enumerate(document, start=1):
            yield DrawnSlide(number, _text(page), _pictures(page))


def _text(page: pypdfium2.PdfPage) -> str:
    lines = page.get_textpage().get_text_range().splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _pictures(page: pypdfium2.PdfPage) -> tuple[Picture, ...]:
    """The page in each width: drawn once at the largest, then made smaller."""
    width, height = page.get_size()
    if width <= 0 or WIDTHS[-1] * WIDTHS[-1] * height / width > MOST_PIXELS:
        raise DeckUnreadable
    largest = page.render(scale=WIDTHS[-1] / width).to_pil().convert("RGB")
    return tuple(_picture(largest, wide) for wide in WIDTHS)


def _picture(largest: Image.Image, width: int) -> Picture:
    height = round(largest.height * width / largest.width)
    image = largest.resize((width, height), Image.Resampling.LANCZOS)
    stream = BytesIO()
    image.save(stream, "WEBP", quality=QUALITY, method=4)
    return Picture(width, height, stream.getvalue())
