"""Bytes, HTML and Moodle's text formats as plain text."""

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from .errors import FileRefused, QuestionRefused
from .limits import ELEMENTS, TEXT, UNCLOSED
from .portable import said
from .reasons import Loss, Reason

Lose = Callable[[Loss], None]
# What takes in the picture of an <img>; without one a picture is refused.
Show = Callable[[Mapping[str, str | None]], None]

MEDIA = frozenset("img picture object embed video audio source track svg canvas map applet".split())
ACTIVE = frozenset(
    "script style iframe frame frameset form input button textarea select link meta base".split()
)
BLOCKS = frozenset(
    "p div li ul ol dl dt dd tr table h1 h2 h3 h4 h5 h6 blockquote pre section article hr".split()
)
PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote pre table ul ol".split())
# Elements whose loss nobody notices; QTI 3.0 wraps every feedback in a qti-content-body.
UNSEEN = frozenset("p div br span body html contentBody".split())
LOOKS_LIKE_HTML = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
SPACES = re.compile(r"[ \t\r\n\f]+")
# Figures that stand higher or lower: beside the line they would be read as another number.
SHIFTED = {
    "sup": str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"),
    "sub": str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋"),
}


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, without the mark of byte order that some editors put in front."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        raise FileRefused(Reason.NOT_UTF8, line=line) from broken
    if "\0" in text:
        raise FileRefused(Reason.NOT_UTF8, line=text.count("\n", 0, text.index("\0")) + 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(text: str) -> str:
    """The text, unless it has a sign that no page shows and not every database holds."""
    for sign in text:
        if sign not in "\n\t" and (
            unicodedata.category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE
        ):
            raise QuestionRefused(Reason.CONTROL_SIGN, sign=f"{ord(sign):04X}")
    return text


def plain(text: str, text_format: str, lose: Lose, show: Show | None = None) -> str:
    """Text in one of Moodle's formats (html, plain, markdown, moodle) as plain text.

    "moodle" is what Moodle calls auto-format: HTML in which a new line is one too. Markdown is read as
    it stands: it was made to be.
    """
    require_short(text)
    if text_format == "html":
        return from_html(text, lose, show)
    if text_format == "moodle" and LOOKS_LIKE_HTML.search(text):
        return from_html(text.replace("\n", "<br>"), lose, show)
    return storable(said(text))


def require_short(text: str) -> None:
    """Refuse a text that no question can have, before any time is spent on it."""
    if len(text) > TEXT:
        raise QuestionRefused(Reason.TEXT_TOO_LONG, count=TEXT)


def from_html(text: str, lose: Lose, show: Show | None = None) -> str:
    """What a reader sees of a piece of HTML; refuses what shows or fetches something else."""
    if text.count("<") > ELEMENTS or any(piece.count("<") > UNCLOSED for piece in text.split(">")):
        raise QuestionRefused(Reason.BROKEN_HTML)
    page = _Html(show)
    try:
        page.feed(text)
        page.close()
    except AssertionError as broken:
        # html.parser's way to say that it met a declaration such as "<![x".
        raise QuestionRefused(Reason.BROKEN_HTML) from broken
    return page.lines.finish(lose)


def to_html(text: str) -> str:
    """Plain text as HTML that `from_html` reads as the same, but for runs of spaces."""
    return html.escape(text, quote=False).replace("\n", "<br>")


class Lines:
    """Text as it stands on the screen, fed element by element."""

    def __init__(self, show: Show | None = None) -> None:
        self._lines: list[str] = [""]
        self._formatted = False
        self._shifted: list[str] = []
        self._show = show

    def open(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if tag == "img" and self._show:
            self._show(attributes)
            return
        refuse_unsafe(tag, attributes)
        self._formatted |= tag not in UNSEEN
        if tag in SHIFTED:
            self._shifted.append(tag)
        if tag == "br":
            self._lines.append("")
        elif tag in BLOCKS:
            self._new_line(empty=tag in PARAGRAPHS)
        if tag == "li":
            self._lines[-1] = "- "
        if tag in ("td", "th") and self._lines[-1]:
            self._lines[-1] += " "

    def close(self, tag: str) -> None:
        if tag in self._shifted:
            self._shifted.remove(tag)
        if tag in BLOCKS:
            self._new_line(empty=tag in PARAGRAPHS)

    def say(self, text: str) -> None:
        piece = SPACES.sub(" ", text)
        if self._shifted:
            piece = piece.translate(SHIFTED[self._shifted[-1]])
        if not self._lines[-1] or self._lines[-1].endswith(" "):
            piece = piece.lstrip(" ")
        self._lines[-1] += piece

    def finish(self, lose: Lose) -> str:
        if self._formatted:
            lose(Loss.FORMATTING)
        whole = "\n".join(line.strip(" ") for line in self._lines)
        return storable(said(re.sub(r"\n{3,}", "\n\n", whole)))

    def _new_line(self, *, empty: bool) -> None:
        """Begin a new line, with an empty one before it when asked; never two."""
        if self._lines[-1].strip():
            self._lines.append("")
        if empty and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")


class _Html(HTMLParser):
    def __init__(self, show: Show | None) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = Lines(show)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.lines.open(tag, dict(attributes))

    def handle_endtag(self, tag: str) -> None:
        self.lines.close(tag)

    def handle_data(self, text: str) -> None:
        self.lines.say(text)


def refuse_unsafe(tag: str, attributes: Mapping[str, str | None]) -> None:
    """Refuse an element that shows or fetches something from elsewhere, or does something."""
    address = attributes.get("href") or attributes.get("src") or attributes.get("data") or ""
    if tag in MEDIA:
        raise QuestionRefused(Reason.PICTURE, what=_short(address) or f"<{tag}>")
    if tag == "math":
        raise QuestionRefused(Reason.FORMULA, what=f"<{tag}>")
    if tag in ACTIVE:
        raise QuestionRefused(Reason.SCRIPT, what=f"<{tag}>")
    if address:
        raise QuestionRefused(Reason.LINK, what=_short(address))


def _short(address: str) -> str:
    return address if len(address) <= 60 else f"{address[:57]}…"
