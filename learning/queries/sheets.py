"""A lesson that is read as text, when it is too long for one page: which of its pieces stand on which sheet."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from webinar.recordings.passages import Passage
from webinar.recordings.sheets import (
    Sheets,
    asked_sheet,
    chapter_ways,
    dealt,
    weight,
    with_ways,
    written,
)

from .checkpoints import CheckpointScreen
from .shown_pieces import ShownPiece

# In the address of a lesson: the question to reflect on that a reader comes back to.
REFLECTION = "reflectie"
# Of what is neither words nor a recording, in bytes: about what a form takes.
OF_A_FORM, OF_A_CHECKPOINT = 2_000, 5_000


@dataclass(frozen=True)
class _Item:
    """What stands on one sheet for certain: a piece of the lesson, or one passage of its recording."""

    piece: int
    weight: int
    opens: bool
    passage: Passage | None = None
    is_asked: bool = False


def on_a_sheet(
    pieces: tuple[ShownPiece, ...], *, page_url: str, asked: Mapping[str, str]
) -> tuple[tuple[ShownPiece, ...], Sheets | None]:
    """The pieces of the sheet that is asked for; all of them, and no sheets, where they fit on one page."""
    items = [item for number, piece in enumerate(pieces) for item in _items(number, piece, asked)]
    weights = [item.weight for item in items]
    ranges = dealt(weights, {place for place, item in enumerate(items) if item.opens})
    if len(ranges) == 1:
        return pieces, None
    number_of = [number for number, places in enumerate(ranges, start=1) for _ in places]
    here = next((no for item, no in zip(items, number_of, strict=True) if item.is_asked), None)
    sheets = Sheets(page_url, asked_sheet(asked, len(ranges), here), len(ranges), sum(weights))
    numbered = list(zip(items, number_of, strict=True))
    shown = []
    for place, piece in enumerate(pieces):
        of_piece = [(item, number) for item, number in numbered if item.piece == place]
        if any(sheets.number in (0, number) for _, number in of_piece):
            shown.append(_of_sheet(piece, of_piece, sheets) if piece.passages else piece)
    return tuple(shown), sheets


def _items(number: int, piece: ShownPiece, asked: Mapping[str, str]) -> list[_Item]:
    if not piece.passages:
        reflection = piece.reflection
        is_asked = reflection is not None and asked.get(REFLECTION) == str(reflection.prompt_id)
        size = len(piece.html.encode()) + (written(reflection.text) if reflection else 0)
        return [_Item(number, size + OF_A_FORM, opens=True, is_asked=is_asked)]
    items = []
    for place, passage in enumerate(piece.passages):
        checkpoints = _checkpoints_of(piece, passage)
        items.append(
            _Item(
                piece=number,
                weight=weight(passage) + OF_A_CHECKPOINT * len(checkpoints),
                opens=place == 0 or passage.chapter is not None,
                passage=passage,
                is_asked=any(each.is_open for each in checkpoints)
                or (piece.anchored_ms == passage.start_ms and piece.anchored_ms is not None),
            )
        )
    return items


def _checkpoints_of(piece: ShownPiece, passage: Passage) -> list[CheckpointScreen]:
    """The questions that are asked within a passage; what lies beyond the last one is asked after it."""
    assert piece.passages
    first, last = piece.passages[0], piece.passages[-1]
    return [
        each
        for each in piece.checkpoints
        if (passage is first or passage.start_ms <= each.at_ms)
        and (passage is last or each.at_ms < passage.end_ms)
    ]


def _of_sheet(piece: ShownPiece, items: list[tuple[_Item, int]], sheets: Sheets) -> ShownPiece:
    """What a sheet shows of a recording, with ways to what stands on another one."""
    assert piece.player is not None
    passages = [(item.passage, number) for item, number in items if item.passage]
    linked = zip(with_ways(passages, sheets), passages, strict=True)
    here = [(each, passage) for each, (passage, number) in linked if sheets.number in (0, number)]
    anchored = any(each.start_ms == piece.anchored_ms for each, _ in here)
    return replace(
        piece,
        passages=[each for each, _ in here],
        checkpoints=tuple(each for _, passage in here for each in _checkpoints_of(piece, passage)),
        anchored_ms=piece.anchored_ms if anchored else None,
        chapters=chapter_ways(passages, sheets, piece.player.anchor),
    )
