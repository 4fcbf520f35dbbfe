"""How much of a lesson that is to be watched counts so far."""

import json
from dataclasses import dataclass

from learning.models.progress import Played
from learning.outline import LessonOutline

from .shown import kept_recording, what_counts


@dataclass(frozen=True)
class Watching:
    """How much of a lesson that is to be watched counts so far. `seen` is JSON, by recording."""

    seen: str
    wanted_ms: int
    share: int
    percent: int
    is_enough: bool


def watching(lesson: LessonOutline | None, played: dict[int, Played]) -> Watching | None:
    """None where watching is not asked for, or where nothing is left to be watched."""
    counts = what_counts(lesson) if lesson else None
    if counts is None or not counts.wanted_ms:
        return None
    seen = {}
    for pk in sorted({piece.recording_id for piece in counts.pieces}):
        recording = kept_recording(pk)
        stretches = played[pk].stretches if pk in played else []
        seen[str(recording.public_id) if recording else str(pk)] = counts.seen_ms(pk, stretches)
    total = sum(seen.values())
    return Watching(
        seen=json.dumps(seen),
        wanted_ms=counts.wanted_ms,
        share=counts.share,
        percent=100 * total // counts.wanted_ms,
        is_enough=total * 100 >= counts.wanted_ms * counts.share,
    )
