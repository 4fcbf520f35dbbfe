"""Captions of which a cut takes a part: what is left of them, and which words may belong to it. No database.

No rule knows which words were said before the cut: to viewers such a caption says that something is not
written (OMITTED), until an editor has chosen the words. The proposal divides them evenly over the time and
leaves out what comes near the cut; it is never stored unasked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .captions import Caption, plain_text
from .moments import clock_label
from .timeline import OMITTED, Timeline

__all__ = ["OMITTED", "PartLeft", "parts_left"]

# How near to a cut a word may be said and still be proposed.
MARGIN_MS = 300


@dataclass(frozen=True)
class PartLeft:
    """A stretch of a caption that is still shown, on the source's timeline, with a proposal for its words."""

    start_ms: int
    end_ms: int
    words: str

    @property
    def start_label(self) -> str:
        return clock_label(self.start_ms)

    @property
    def end_label(self) -> str:
        return clock_label(self.end_ms)


def parts_left(caption: Caption, timeline: Timeline) -> list[PartLeft]:
    """What the cuts leave of a caption, in order; nothing when they take it all."""
    spoken = list(_spoken(caption))
    return [
        PartLeft(
            start,
            end,
            " ".join(word for word, span in spoken if _within(span, start, end, caption)),
        )
        for start, end in timeline.kept_within(caption.start_ms, caption.end_ms)
    ]


def _spoken(caption: Caption) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each word with when it would be said, if every letter took as long."""
    words = plain_text(caption.text).split()
    letters = sum(len(word) + 1 for word in words)
    moment = float(caption.start_ms)
    for word in words:
        end = moment + (caption.end_ms - caption.start_ms) * (len(word) + 1) / letters
        yield word, (moment, end)
        moment = end


def _within(span: tuple[float, float], start: int, end: int, caption: Caption) -> bool:
    earliest = start if start == caption.start_ms else start + MARGIN_MS
    latest = end if end == caption.end_ms else end - MARGIN_MS
    # Sums of fractions may pass the end by less than nothing.
    return earliest <= span[0] and span[1] <= latest + 1e-6
