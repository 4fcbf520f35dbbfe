"""Questions that belong to a moment of a recording, read from the stored stream of a lesson.

They belong to the lesson: another lesson that shows the same recording has its own. All times are
milliseconds on the source's timeline.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from .outline import Segment

if TYPE_CHECKING:
    from .models import LessonPage

# Without a moment of its own, somebody who looks again begins this long before the question.
HALF_A_MINUTE = 30_000
OCCASION = "checkpoint:"


@dataclass(frozen=True)
class MomentQuestion:
    """`id` is that of the block. An answer is kept under it and the key of its lesson.

    Both stay in every language. A copy of the lesson keeps the ids of its blocks, and has a key of its own.
    """

    id: str
    lesson_key: UUID
    question_id: int
    segment: Segment
    at_ms: int
    look_ms: int
    asks: bool

    @property
    def occasion(self) -> str:
        """The word by which a quiz attempt knows that it answers this."""
        return f"{OCCASION}{self.lesson_key}/{self.id}"

    @property
    def anchor(self) -> str:
        return f"tussenvraag-{self.id}"


def order_of(checkpoint: MomentQuestion) -> Random:
    """Chance that falls alike at every look, so that what is stored is what was shown."""
    return Random(checkpoint.id)  # noqa: S311 -- the order of options is no secret


def moment_questions_of(lesson: "LessonPage") -> tuple[MomentQuestion, ...]:
    """In the order of the stream and, within a segment, of the recording."""
    return tuple(
        question
        for block in lesson.body.raw_data
        if block["type"] == "segment" and block["value"].get("recording")
        for question in sorted(
            _of_segment(block["value"], lesson.translation_key), key=lambda found: found.at_ms
        )
    )


def checkpoints_of(lesson: "LessonPage") -> tuple[MomentQuestion, ...]:
    """Those that are asked during the recording."""
    return tuple(question for question in moment_questions_of(lesson) if question.asks)


def _of_segment(value: dict, lesson_key: UUID) -> Iterator[MomentQuestion]:
    segment = Segment(value["recording"], value["start"], value["end"])
    for item in value.get("questions", []):
        asked = item["value"]
        if not asked.get("question"):
            continue
        at_ms = asked["at"]
        look_ms = asked.get("look_from")
        yield MomentQuestion(
            id=item["id"],
            lesson_key=lesson_key,
            question_id=asked["question"],
            segment=segment,
            at_ms=at_ms,
            look_ms=max(at_ms - HALF_A_MINUTE, segment.start_ms) if look_ms is None else look_ms,
            asks=asked.get("asks", True),
        )
