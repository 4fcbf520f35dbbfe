"""A recording as text: what is said in paragraphs, under the chapter and the slide it belongs to. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .moments import clock_label, iso_duration
from .screen import ChapterMark, Line, PlayerScreen, SlideMark

# A paragraph ends with a sentence, once it is this long or the speaker paused; without sentences (captions
# that a machine made) it ends all the same.
ENOUGH_SIGNS = 420
MOST_SIGNS = 1_200
PAUSE_MS = 2_500
# However long a slide stands, the time is said again, and whoever looks for a moment arrives near it.
LONGEST_MS = 300_000
# However fast it is spoken or machine-made, a passage fits on a page of text with others.
LONGEST_SIGNS = 12_000
SENTENCE_ENDS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"')


@dataclass(frozen=True)
class Passage:
    """What is said from one slide or chapter to the next. Times are on the shown timeline."""

    slide: SlideMark | None
    chapter: ChapterMark | None
    paragraphs: tuple[str, ...]
    start_ms: int
    # The next one begins there.
    end_ms: int
    # Where whoever leaves out what a content warning speaks of reads on, when that begins here.
    skip_to_ms: int | None = None
    # Whether a reader may arrive here so.
    is_landing: bool = False
    # The page on which that place stands, when it is another one than this.
    skip_url: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.paragraphs)

    @property
    def start_label(self) -> str:
        return clock_label(self.start_ms)

    @property
    def start_iso(self) -> str:
        return iso_duration(self.start_ms)

    @property
    def skip_label(self) -> str:
        return "" if self.skip_to_ms is None else clock_label(self.skip_to_ms)


def text_first(screen: PlayerScreen) -> list[Passage]:
    """The segment as text. Nothing that is said, shown or announced is left out."""
    slides = {slide.start_ms: slide for slide in screen.slides}
    chapters = _chapters(screen)
    skips = _skips(screen)
    landings = set(skips.values())
    # One that begins with the end holds nothing but the place to arrive at.
    starts = sorted({screen.start_ms, *slides, *chapters, *skips, *landings})
    lines = list(screen.lines)
    passages = []
    for start_ms, end_ms in zip(starts, [*starts[1:], screen.end_ms], strict=True):
        said = [line for line in lines if line.start_ms < end_ms]
        lines = lines[len(said) :]
        slide, chapter = slides.get(start_ms), chapters.get(start_ms)
        lands = start_ms in landings
        if slide or chapter or said or lands:
            first, *others = _in_passages(said, start_ms, end_ms)
            skip_to = skips.get(start_ms)
            passages.append(
                replace(first, slide=slide, chapter=chapter, skip_to_ms=skip_to, is_landing=lands)
            )
            passages += others
    return passages


def _in_passages(said: list[Line], start_ms: int, end_ms: int) -> list[Passage]:
    """What is said while one slide stands: one passage, or several where it takes long."""
    starts = [start_ms]
    texts: list[list[str]] = [[]]
    for paragraph in _paragraphs(said):
        is_long = sum(map(len, texts[-1])) >= LONGEST_SIGNS
        if texts[-1] and (is_long or paragraph[0].start_ms - starts[-1] >= LONGEST_MS):
            starts.append(paragraph[0].start_ms)
            texts.append([])
        texts[-1].append(_joined(paragraph))
    ends = [*starts[1:], end_ms]
    return [
        Passage(None, None, tuple(filter(None, words)), begin, end)
        for words, begin, end in zip(texts, starts, ends, strict=True)
    ]


def _skips(screen: PlayerScreen) -> dict[int, int]:
    """From where to where each part goes that a content warning lets one leave out, if it holds words."""
    held = [each.start_ms for each in (*screen.lines, *screen.slides)]
    return {
        max(chapter.skip_from_ms, screen.start_ms): min(chapter.skip_to_ms, screen.end_ms)
        for chapter in screen.chapters
        if chapter.skip_from_ms is not None
        and chapter.skip_to_ms is not None
        and any(chapter.skip_from_ms <= at < chapter.skip_to_ms for at in held)
    }


def passage_at(passages: Sequence[Passage], shown_ms: int) -> Passage | None:
    """The one in which a moment falls."""
    return next((each for each in passages if each.start_ms <= shown_ms < each.end_ms), None)


def _chapters(screen: PlayerScreen) -> dict[int, ChapterMark]:
    """Each chapter by where its heading stands: above its slide, when nothing was said between them."""
    slides = [slide.start_ms for slide in screen.slides]
    lines = [line.start_ms for line in screen.lines]
    found: dict[int, ChapterMark] = {}
    for chapter in screen.chapters:
        before = max((at for at in slides if at <= chapter.start_ms), default=None)
        is_silent = before is not None and not any(before <= at < chapter.start_ms for at in lines)
        at = before if is_silent and before is not None and before not in found else None
        found[chapter.start_ms if at is None else at] = chapter
    return found


def paragraphs(lines: Iterable[Line]) -> tuple[str, ...]:
    """Captions joined to paragraphs that are pleasant to read; no word is lost or changed."""
    return tuple(filter(None, map(_joined, _paragraphs(lines))))


def _paragraphs(lines: Iterable[Line]) -> list[list[Line]]:
    result: list[list[Line]] = []
    signs = 0
    for line in lines:
        before = result[-1][-1] if result else None
        if before is None or _begins_anew(line, before, signs):
            result.append([])
            signs = 0
        result[-1].append(line)
        signs += len(line.text.strip())
    return result


def _begins_anew(line: Line, before: Line, signs: int) -> bool:
    """Whether a paragraph of so many signs, of which `before` is the last line, ends before this one."""
    if not before.text.strip().endswith(SENTENCE_ENDS):
        return signs >= MOST_SIGNS
    return signs >= ENOUGH_SIGNS or line.start_ms - before.end_ms >= PAUSE_MS


def _joined(lines: Iterable[Line]) -> str:
    return " ".join(filter(None, (line.text.strip() for line in lines)))
