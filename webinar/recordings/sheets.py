"""A text that is too long for one page of a slow line, in sheets with ways between them. No database.

The text of a recording of an hour or so is one page of at most 200 KB. What is longer is read in sheets of
about equal size; a sheet rather begins with a chapter. Which sheet a reader gets is what they ask for, else
where the moment stands that their link leads to.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from django.utils.html import escape

from core.whole_numbers import whole_number

from .passages import Passage
from .screen import kilobytes
from .slow_line import TEXT, VIEW

SHEET = "deel"
EVERYTHING = "alles"
# What of a page is text, in bytes; frame, style, scripts and letters have the rest of the 200 KB.
LARGEST = 115_000
# The ways to chapters stand on every sheet: more than this, and one names its own and where others begin.
MOST_OF_WAYS = 12_000
# As the template writes them, beside their words; a chapter with the way to it.
OF_A_PASSAGE, OF_A_PARAGRAPH, OF_A_SLIDE, OF_A_CHAPTER, OF_A_WAY = 240, 24, 300, 300, 130
MOST_DIGITS = 4


@dataclass(frozen=True)
class Sheets:
    """On which sheet of how many the reader is; 0 is all of them on one page. `size` is of all, in bytes."""

    page_url: str
    number: int
    count: int
    size: int

    def url(self, number: int | str) -> str:
        return f"{self.page_url}?{VIEW}={TEXT}&{SHEET}={number}"

    def way_to(self, number: int) -> str:
        """Nothing where it stands on this page."""
        return "" if self.number in (0, number) else self.url(number)

    @property
    def is_last(self) -> bool:
        return self.number in (0, self.count)

    @property
    def here_url(self) -> str:
        return self.url(self.number or EVERYTHING)

    @property
    def next_number(self) -> int:
        return self.number + 1

    @property
    def next_url(self) -> str:
        return "" if self.is_last else self.url(self.next_number)

    @property
    def everything_url(self) -> str:
        return self.url(EVERYTHING)

    @property
    def everything_kilobytes(self) -> int:
        return kilobytes(self.size)

    @property
    def all(self) -> list[tuple[int, str, bool]]:
        """Each sheet: its number, its address, whether the reader is there."""
        return [(each, self.url(each), each == self.number) for each in range(1, self.count + 1)]


def weight(passage: Passage) -> int:
    """About how many bytes the passage takes on its page, its images left aside."""
    size = OF_A_PASSAGE + sum(OF_A_PARAGRAPH + written(each) for each in passage.paragraphs)
    if passage.chapter:
        size += OF_A_CHAPTER + 2 * written(passage.chapter.title) + written(passage.chapter.warning)
    if passage.slide:
        slide = passage.slide
        told = (slide.title, slide.alt, slide.srcset, slide.avif_srcset, slide.thumbnail)
        size += OF_A_SLIDE + sum(map(written, told if slide.src else (slide.title, slide.text)))
    return size


def written(text: str) -> int:
    """How many bytes these words take in a page."""
    return len(escape(text).encode())


def dealt(weights: Sequence[int], openings: Collection[int], largest: int = LARGEST) -> list[range]:
    """Which of a row of things stand together, in their order; each in one sheet, none over `largest`.

    Unless one thing alone is heavier. `openings` are the places at which a sheet would rather begin.
    """
    sheets: list[range] = []
    begin, left = 0, sum(weights)
    while left > largest and begin < len(weights) - 1:
        end = _end(weights, openings, begin, left / ceil(left / largest), largest)
        sheets.append(range(begin, end))
        left -= sum(weights[begin:end])
        begin = end
    return [*sheets, range(begin, len(weights))]


def _end(
    weights: Sequence[int], openings: Collection[int], begin: int, aim: float, largest: int
) -> int:
    """Where the sheet that begins there ends: near `aim`, at an opening when one is not too early."""
    heavy = weights[begin]
    best, opening = begin + 1, None
    for place in range(begin + 1, len(weights)):
        if heavy > largest:
            break
        is_nearest = opening is None or abs(heavy - aim) < abs(opening[1] - aim)
        if place in openings and heavy >= aim / 2 and is_nearest:
            opening = (place, heavy)
        if heavy <= aim:
            best = place
        heavy += weights[place]
    return opening[0] if opening else best


def asked_sheet(asked: Mapping[str, str], count: int, here: int | None) -> int:
    """The sheet to show, from 1; 0 for all of them. `here` is where the link of the reader leads."""
    if asked.get(SHEET) == EVERYTHING:
        return 0
    wanted = whole_number(asked.get(SHEET), MOST_DIGITS)
    if here is None and wanted is not None:
        return min(max(wanted, 1), count)
    return here or 1


def chapter_ways(
    passages: Iterable[tuple[Passage, int]], sheets: Sheets, anchor: str
) -> list[tuple[str, str]]:
    """Title and address of each chapter, whichever sheet it stands on. `passages` with their sheet.

    Of very many, those of this sheet and the first of each other one.
    """
    marks = [(each.chapter, number) for each, number in passages if each.chapter]
    if sum(OF_A_WAY + written(chapter.title) for chapter, _ in marks) > MOST_OF_WAYS:
        firsts = {number: chapter for chapter, number in reversed(marks)}.values()
        marks = [
            (chapter, number)
            for chapter, number in marks
            if sheets.number in (0, number) or chapter in firsts
        ]
    return [
        (chapter.title, f"{sheets.way_to(number)}#h-{anchor}-{chapter.start_ms}")
        for chapter, number in marks
    ]


def with_ways(passages: Sequence[tuple[Passage, int]], sheets: Sheets) -> list[Passage]:
    """The passages, of which those that lead past a part know on which sheet it ends."""
    landings = {each.start_ms: number for each, number in passages if each.is_landing}
    return [
        replace(each, skip_url=sheets.way_to(landings.get(each.skip_to_ms, number)))
        if each.skip_to_ms is not None
        else each
        for each, number in passages
    ]


@dataclass(frozen=True)
class TextOnSheets:
    """The text of one recording, of which one sheet is shown."""

    passages: list[Passage]
    sheets: Sheets | None = None
    chapters: list[tuple[str, str]] | None = None


def on_sheets(
    passages: list[Passage],
    *,
    page_url: str,
    anchor: str,
    asked: Mapping[str, str],
    here: Passage | None,
) -> TextOnSheets:
    """For a page that shows one recording; a text that is light enough is shown whole."""
    weights = [weight(each) for each in passages]
    ranges = dealt(weights, {place for place, each in enumerate(passages) if each.chapter})
    if len(ranges) == 1:
        return TextOnSheets(passages)
    numbered = [
        (passages[place], number)
        for number, places in enumerate(ranges, start=1)
        for place in places
    ]
    number_of_here = next((number for each, number in numbered if each is here), None)
    shown = asked_sheet(asked, len(ranges), number_of_here)
    sheets = Sheets(page_url, shown, len(ranges), sum(weights))
    linked = zip(with_ways(numbered, sheets), numbered, strict=True)
    return TextOnSheets(
        [each for each, (_, number) in linked if shown in (0, number)],
        sheets,
        chapter_ways(numbered, sheets, anchor),
    )
