"""The stretches of a lesson as one learner sees them."""

from dataclasses import dataclass
from uuid import UUID

from webinar.recordings.passages import Passage
from webinar.recordings.screen import PlayerScreen

from .checkpoints import CheckpointScreen
from .note_fields import NoteField
from .quiz_card import QuizCard


@dataclass(frozen=True)
class ReflectionField:
    prompt_id: UUID
    prompt: str
    text: str
    url: str


@dataclass(frozen=True)
class TextPart:
    """Passages of a recording as text, and the questions that are asked where they end."""

    passages: list[Passage]
    checkpoints: list[CheckpointScreen]


@dataclass(frozen=True)
class ShownPiece:
    """One stretch of the lesson as this learner sees it."""

    html: str = ""
    player: PlayerScreen | None = None
    anchor: str = ""
    # In the text: the passage that was asked for, which bears the anchor.
    anchored_ms: int | None = None
    resume_ms: int = 0
    passages: list[Passage] | None = None
    # Title and address of each chapter, where the text is read in sheets.
    chapters: list[tuple[str, str]] | None = None
    checkpoints: tuple[CheckpointScreen, ...] = ()
    reflection: ReflectionField | None = None
    quiz: QuizCard | None = None
    withdrawn: bool = False
    # A recording that only those who take the course may see.
    for_learners: bool = False
    # Where whoever takes the course keeps a place, and what they kept.
    notes: NoteField | None = None

    @property
    def parts(self) -> list[TextPart]:
        """The text, cut after each passage in which a question is asked."""
        left = list(self.checkpoints)
        parts: list[TextPart] = []
        passages: list[Passage] = []
        for passage in self.passages or []:
            passages.append(passage)
            here = [each for each in left if each.at_ms < passage.end_ms]
            if here:
                parts.append(TextPart(passages, here))
                left, passages = left[len(here) :], []
        if passages or left or not parts:
            parts.append(TextPart(passages, left))
        return parts
