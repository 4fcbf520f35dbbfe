"""Run as a program of its own, within limits, by `presentations`: what the slides of a PPTX say.

Writes a JSON list of {"title", "text", "notes"}, one a slide that is shown, into the second file. A refusal
is written as "refused NAME".
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from pptx import Presentation
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide

from webinar.recordings.errors import DeckTooLong

# In signs: what more of it is on one slide was never shown.
MOST_TEXT = 20_000


def read(path: str) -> list[dict[str, str]]:
    """Raises DeckTooLong."""
    slides = Presentation(path).slides
    shown = [slide for slide in slides if slide.element.get("show") not in ("0", "false")]
    if len(shown) > DeckTooLong.most:
        raise DeckTooLong
    return [told(slide) for slide in shown]


def told(slide: Slide) -> dict[str, str]:
    title = slide.shapes.title
    notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    return {
        "title": " ".join(title.text_frame.text.split()) if title is not None else "",
        "text": "\n".join(line for shape in slide.shapes for line in lines(shape))[:MOST_TEXT],
        "notes": notes.text.strip() if notes is not None else "",
    }


def lines(shape: BaseShape) -> Iterator[str]:
    """What can be read in it, groups and tables included."""
    if isinstance(shape, GroupShape):
        for inner in shape.shapes:
            yield from lines(inner)
    elif isinstance(shape, GraphicFrame) and shape.has_table:
        for row in shape.table.rows:
            yield from kept(" | ".join(cell.text for cell in row.cells))
    elif isinstance(shape, Shape):
        yield from kept(shape.text_frame.text)


def kept(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\v", "\n").splitlines() if line.strip()]


if __name__ == "__main__":
    try:
        Path(sys.argv[2]).write_text(json.dumps(read(sys.argv[1])), encoding="utf-8")
    except DeckTooLong as refusal:
        sys.stdout.write(f"refused {type(refusal).__name__}\n")
