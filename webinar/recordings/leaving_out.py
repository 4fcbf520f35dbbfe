"""Write a PDF again without some of its pages. Knows no database."""

from collections.abc import Collection
from pathlib import Path

import pikepdf

from .errors import DeckLocked, DeckUnreadable, NoSlidesLeft


def write_without(source: Path, target: Path, numbers: Collection[int]) -> None:
    """Write `target`: the pages of `source`, counted from one, that are not in `numbers`.

    The pages are copied into a new document, so that nothing that pointed at a page left out (an
    outline, a link, a form, a bookmark, the document's tags) brings it along; pictures that only such a
    page shows go too, also where all pages share one list of them. Raises DeckLocked, DeckUnreadable,
    NoSlidesLeft.
    """
    try:
        with pikepdf.open(source) as document, pikepdf.new() as written:
            kept = [
                page for number, page in enumerate(document.pages, start=1) if number not in numbers
            ]
            if not kept:
                raise NoSlidesLeft
            written.pages.extend(kept)
            written.remove_unreferenced_resources()
            written.save(target)
    except pikepdf.PasswordError:
        raise DeckLocked from None
    except pikepdf.PdfError:
        raise DeckUnreadable from None
