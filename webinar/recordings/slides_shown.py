"""Which slides of a recording nobody sees because every moment of them is cut, and the PDF without them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models.fields.files import FieldFile

from .models import Recording, SlidesPdf
from .timeline import Timeline


@dataclass(frozen=True)
class SlidesFile:
    """A PDF of slides that may be handed out, with its size in bytes and its strong validator."""

    file: FieldFile
    size: int
    sha256: str
    changed_at: datetime


def gone(cues: Iterable[tuple[int, int]], timeline: Timeline) -> frozenset[int]:
    """The numbers of the slides that no moment is left of; `cues` are (number, from when) in order.

    A slide that is shown at no moment at all was not cut away.
    """
    timed = list(cues)
    moments = [at_ms for _number, at_ms in timed] + [timeline.duration_ms]
    left = {
        number
        for (number, _at), span in zip(timed, pairwise(moments), strict=True)
        if timeline.kept_within(*span)
    }
    return frozenset(number for number, _at in timed) - left


def cut_away(recording: Recording) -> frozenset[int]:
    """The same of a recording as it is now; two queries where it has cuts, none where it has none."""
    if recording.cut_list_id is None or recording.deck_id is None:
        return frozenset()
    cues = recording.cues.of_present_deck().order_by("at_ms")
    return gone(cues.values_list("slide__number", "at_ms"), recording.timeline())


def slides_file(recording: Recording) -> SlidesFile | None:
    """The PDF that viewers may have now: None until it is there without what is cut, or nothing is left."""
    deck = recording.deck
    if deck is None or not deck.pdf:
        return None
    left_out = cut_away(recording)
    if not left_out:
        return SlidesFile(deck.pdf, deck.pdf_size, deck.pdf_sha256, deck.created_at)
    made = SlidesPdf.objects.filter(recording=recording).exclude(file="").first()
    if made is None or not fits(made, recording, left_out):
        return None
    return SlidesFile(made.file, made.size, made.sha256, made.created_at)


def fits(made: SlidesPdf, recording: Recording, left_out: frozenset[int]) -> bool:
    """Whether it is of the present presentation, without exactly these slides."""
    return (
        recording.deck is not None
        and made.made_from == recording.deck.pdf_sha256
        and made.left_out == sorted(left_out)
    )
