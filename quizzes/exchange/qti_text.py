"""What a QTI item says: the text around what is asked, and that of its options."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .findings import Losses
from .picture_files import Shown
from .plain_text import Lines
from .portable import Image
from .tree import Element

# What gives the bytes behind an address, or None.
Find = Callable[[str], bytes | None]

# What is filled in in the middle of a sentence.
TEXT, INLINE = "textEntryInteraction", "inlineChoiceInteraction"
# Not part of what is asked.
ASIDE = ("feedbackInline", "feedbackBlock", "rubricBlock", "stylesheet")


def around(body: Element, marks: dict[int, str], losses: Losses, shown: Shown) -> str:
    """The text around what is asked, with its prompt; a mark where words are to be filled in.

    `marks` go by the identity of the elements.
    """
    lines = Lines(shown)
    _walk(body, lines, marks=marks)
    return lines.finish(losses)


def pictured(element: Element, losses: Losses, find: Find) -> tuple[str, Image | None]:
    """A text that may show a picture, with it."""
    shown = Shown(find)
    lines = Lines(shown)
    _walk(element, lines)
    return lines.finish(losses), shown.picture


def text(
    element: Element,
    losses: Losses,
    aside: tuple[str, ...] = ASIDE,
    show: Shown | None = None,
) -> str:
    lines = Lines(show)
    _walk(element, lines, aside=aside)
    return lines.finish(losses)


def _walk(
    element: Element,
    lines: Lines,
    *,
    marks: Mapping[int, str] = MappingProxyType({}),
    aside: tuple[str, ...] = ASIDE,
) -> None:
    for piece in element.content:
        if isinstance(piece, str):
            lines.say(piece)
        elif id(piece) in marks:
            _ask(piece, lines, marks[id(piece)])
        elif piece.name not in aside:
            lines.open(piece.name, piece.attributes)
            _walk(piece, lines, marks=marks, aside=aside)
            lines.close(piece.name)


def _ask(asked: Element, lines: Lines, mark: str) -> None:
    if asked.name in (TEXT, INLINE):
        lines.say(mark)
    prompt = asked.first("prompt")
    if prompt is not None:
        lines.open("p", {})
        _walk(prompt, lines)
        lines.close("p")
