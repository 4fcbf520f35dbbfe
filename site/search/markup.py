"""The words of a page as they are read aloud, to be searched and to be shown below a title."""

import re

from bs4 import BeautifulSoup, Tag

# What begins anew on the screen; whatever else there is stands within a line.
BLOCKS = (
    "address article aside blockquote br dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 "
    "h6 header hr label legend li ol option p section summary table td th tr ul"
).split()
ENDS = tuple(".!?:;,…”’»")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def words_of_markup(markup: str) -> str:
    """The text in one line: marks within a line part nothing, notes are not read, what begins anew
    does so after a space. What ends without a mark gets one: a heading a colon, an item of a list
    that is followed by another a semicolon."""
    soup = BeautifulSoup(markup, "html.parser")
    for note in soup(["sup", "script", "style", "template"]):
        note.decompose()
    for heading in soup(HEADINGS):
        _end(heading, ":")
    for item in soup("li"):
        if item.find_next_sibling("li"):
            _end(item, ";")
    for block in soup(BLOCKS):
        block.insert_before(" ")
        block.insert_after(" ")
    return re.sub(r"\s+([:;])(?=\s|$)", r"\1", " ".join(soup.get_text().split()))


def _end(block: Tag, mark: str) -> None:
    text = block.get_text().rstrip()
    if text and not text.endswith(ENDS):
        block.append(mark)
