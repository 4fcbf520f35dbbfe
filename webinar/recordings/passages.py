"""A recording as text: what is said in paragraphs, under the chapter and the slide it belongs to. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .moments import clock_label, iso_duration
from .screen import ChapterMark, Line, PlayerScreen, SlideMark

# A paragraph ends with a sentence, once it is this long or the speaker paused.
ENOUGH_SIGNS = 420
PAUSE_MS = 2_500
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
            words = paragraphs(said)
            skip_to = skips.get(start_ms)
            passages.append(Passage(slide, chapter, words, start_ms, end_ms, skip_to, lands))
    return passages


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
    result: list[str] = []
    words: list[str] = []
    until = 0
    for line in lines:
        text = line.text.strip()
        ended = bool(words) and words[-1].endswith(SENTENCE_ENDS)
        paused = line.start_ms - until >= PAUSE_MS
        if ended and (paused or sum(map(len, words)) >= ENOUGH_SIGNS):
            result.append(" ".join(words))
            words = []
        if text:
            words.append(text)
        until = line.end_ms
    if words:
        result.append(" ".join(words))
    return tuple(result)
