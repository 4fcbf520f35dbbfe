"""Pictures that travel with questions: recognised by their content, within limits, with their words."""

import base64
import binascii
import warnings
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image as Pillow

from .errors import QuestionRefused
from .limits import MEGABYTE, PICTURE_BYTES, PICTURE_PIXELS
from .portable import Image, said
from .reasons import Reason

# What Wagtail takes and every browser shows. SVG is not among them: it can hold scripts.
SUFFIXES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
# What Pillow raises for files that are no pictures, or broken ones.
BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError)


class Shown:
    """The one picture that stands in a text; called with the attributes of each `<img>` that is met.

    `find` gives the bytes behind an address, or None for one that leads out of the file.
    """

    def __init__(self, find: Callable[[str], bytes | None]) -> None:
        self._find = find
        self.picture: Image | None = None

    def beside(self) -> "Shown":
        """Another text that finds its picture where this one does."""
        return Shown(self._find)

    def __call__(self, attributes: Mapping[str, str | None]) -> None:
        address = attributes.get("src") or ""
        what = address.rpartition("/")[2][:60] or "<img>"
        content = self._find(address)
        if content is None:
            raise QuestionRefused(Reason.PICTURE, what=address[:60] or "<img>")
        if self.picture is not None:
            raise QuestionRefused(Reason.SECOND_PICTURE, what=what)
        alt = said(attributes.get("alt") or "")
        if not alt:
            raise QuestionRefused(Reason.NO_ALT, what=what)
        suffix_of(content, what)
        self.picture = Image.of(content, alt)


def suffix_of(content: bytes, what: str) -> str:
    """The ending that belongs to a picture, told by its content and not by its name.

    It is unfolded once, since one that breaks off would do so before a learner. Raises QuestionRefused
    for what is no picture, is broken, or is too large.
    """
    if len(content) > PICTURE_BYTES:
        raise QuestionRefused(
            Reason.PICTURE_TOO_LARGE, what=what, megabytes=PICTURE_BYTES // MEGABYTE
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Pillow.open(BytesIO(content), formats=tuple(SUFFIXES)) as picture:
                if picture.width * picture.height > PICTURE_PIXELS:
                    raise _too_many_pixels(what)
                picture.load()
                return SUFFIXES[str(picture.format)]
    except Pillow.DecompressionBombError as bomb:
        raise _too_many_pixels(what) from bomb
    except BROKEN as broken:
        raise QuestionRefused(Reason.NOT_A_PICTURE, what=what) from broken


def from_base64(text: str, what: str) -> bytes:
    """The bytes of a file that stands in a text; raises QuestionRefused before it reads too much."""
    packed = "".join(text.split())
    if len(packed) * 3 // 4 > PICTURE_BYTES + 2:
        raise QuestionRefused(
            Reason.PICTURE_TOO_LARGE, what=what, megabytes=PICTURE_BYTES // MEGABYTE
        )
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as broken:
        raise QuestionRefused(Reason.NOT_A_PICTURE, what=what) from broken


def _too_many_pixels(what: str) -> QuestionRefused:
    millions = PICTURE_PIXELS // 1_000_000
    return QuestionRefused(Reason.TOO_MANY_PIXELS, what=what, count=millions)
