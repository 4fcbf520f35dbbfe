"""Two timelines of one recording: the source's, and what is shown once parts are cut. No database.

Everything stored counts on the source's timeline; a viewer's player counts on the shown one. All times
are whole milliseconds, all spans half-open: `(start, end)` holds start and not end.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from .captions import Caption

Span = tuple[int, int]

# Stands where something is said that is not written: a caption of which a cut takes a part.
OMITTED = "[…]"


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans sorted, joined where they touch, the empty ones left out."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


@dataclass(frozen=True)
class Timeline:
    """A recording of `duration_ms`, from which `cuts` (spans of the source, in any order) are taken."""

    duration_ms: int
    cuts: tuple[Span, ...] = ()

    @cached_property
    def removed(self) -> tuple[Span, ...]:
        """The cuts as they work: within the recording, in order, none touching another."""
        return joined((max(start, 0), min(end, self.duration_ms)) for start, end in self.cuts)

    @cached_property
    def kept(self) -> tuple[Span, ...]:
        """What is left of the source, in order."""
        edges = [0, *(edge for span in self.removed for edge in span), self.duration_ms]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return tuple((start, end) for start, end in pairs if start < end)

    @cached_property
    def shown_ms(self) -> int:
        """How long what is shown lasts."""
        return sum(end - start for start, end in self.kept)

    def shown(self, source_ms: int) -> int:
        """The shown moment of a source moment; one inside a cut is the seam it left."""
        return sum(min(end, source_ms) - start for start, end in self.kept if start < source_ms)

    def source(self, shown_ms: int) -> int:
        """The source moment of a shown one; a seam is the first moment after the cut."""
        left = max(shown_ms, 0)
        for start, end in self.kept:
            if left < end - start:
                return start + left
            left -= end - start
        return self.kept[-1][1] if self.kept else 0

    def shown_span(self, start: int, end: int) -> Span | None:
        """Where a span of the source is shown, or None when nothing of it is left."""
        span = (self.shown(start), self.shown(end))
        return span if span[0] < span[1] else None

    def source_spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans of the source that a shown span plays: one, and one more for each cut it crosses."""
        if start >= end:
            return ()
        # The end is exclusive: at a seam it closes the span before the cut.
        return self.kept_within(self.source(start), self.source(end - 1) + 1)

    def kept_within(self, start: int, end: int) -> tuple[Span, ...]:
        """What is left of a span of the source."""
        pieces = ((max(low, start), min(high, end)) for low, high in self.kept)
        return tuple(piece for piece in pieces if piece[0] < piece[1])

    def is_cut_into(self, start: int, end: int) -> bool:
        """Whether a cut takes anything of this span of the source, or it lies after the end.

        What is stored may lie after the end where a shorter film took the place of another.
        """
        return start > self.duration_ms or any(
            low < end and start < high for low, high in self.removed
        )

    def shown_captions(self, captions: Iterable[Caption]) -> list[Caption]:
        """The captions at their shown times.

        One that a cut takes a part of says OMITTED: nobody can tell which of its words were cut, and a
        name that may not be heard may not be read either; but who reads knows that something was said.
        """
        return [
            replace(
                caption,
                start_ms=span[0],
                end_ms=span[1],
                text=self.shown_text(caption.start_ms, caption.end_ms, caption.text),
            )
            for caption in captions
            if (span := self.shown_span(caption.start_ms, caption.end_ms))
        ]

    def shown_text(self, start: int, end: int, text: str) -> str:
        """What is read of words that are said in this span of the source."""
        return OMITTED if self.is_cut_into(start, end) else text
