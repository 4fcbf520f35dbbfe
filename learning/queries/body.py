"""The stream of a lesson as pieces: what is the same for everyone, drawn once, and what is not."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.blocks import StreamValue

from learning.models import pages
from learning.outline import Segment
from quizzes.limits import Limits
from safety import page_cache


@dataclass(frozen=True)
class Piece:
    """One stretch of a lesson: drawn markup, or a segment, a question to reflect on, or a quiz."""

    html: SafeString = SafeString("")
    # Whose slides were drawn: they are shown as long as the recording may be seen.
    slides_of: int | None = None
    segment: Segment | None = None
    prompt_id: UUID | None = None
    prompt: str = ""
    quiz_id: int | None = None
    quiz_title: str = ""
    quiz_is_published: bool = True
    quiz_limits: Limits = Limits()


def pieces_of(lesson: "pages.LessonPage", *, bare: bool = False) -> tuple[Piece, ...]:
    """As readers see the lesson; kept for this generation."""
    key = ("lesson body", lesson.pk, bare, get_language())
    return page_cache.fragment(key, lambda: draw(lesson.body, bare=bare))


def draw(
    body: StreamValue, without: frozenset[str] = frozenset(), *, bare: bool = False
) -> tuple[Piece, ...]:
    """Each block drawn; what lies between two personal blocks becomes one piece.

    `without` names types of blocks to leave out. Drawn `bare`, images wait until they are asked for.
    """
    pieces: list[Piece] = []
    drawn: list[str] = []
    for block in body:
        if block.block_type in without:
            continue
        piece = _personal_piece(block, bare)
        if piece is None:
            drawn.append(block.render({"bare": bare}))
            continue
        pieces += _joined(drawn)
        pieces.append(piece)
        drawn = []
    return (*pieces, *_joined(drawn))


def prompt_of(lesson: "pages.LessonPage", prompt_id: UUID) -> str | None:
    """The question of a reflection block of this lesson, or None when there is no such block."""
    for block in lesson.body:
        if block.block_type == "reflection" and block.id == str(prompt_id):
            return block.value["prompt"]
    return None


def _personal_piece(block: StreamValue.StreamChild, bare: bool) -> Piece | None:
    if block.block_type == "segment":
        recording = block.value["recording"]
        if recording is None:
            return Piece()
        return Piece(segment=Segment(recording.pk, block.value["start"], block.value["end"]))
    if block.block_type == "slides" and block.value["recording"] is not None:
        drawn = block.render({"bare": bare})
        return Piece(html=drawn, slides_of=block.value["recording"].pk)
    if block.block_type == "quiz":
        quiz = block.value["quiz"]
        if quiz is None:
            return Piece()
        return Piece(
            quiz_id=quiz.pk,
            quiz_title=quiz.title,
            quiz_is_published=quiz.live,
            quiz_limits=quiz.limits,
        )
    if block.block_type == "reflection":
        return Piece(prompt_id=UUID(block.id), prompt=block.value["prompt"])
    return None


def _joined(drawn: list[str]) -> list[Piece]:
    # Each is the output of a block's template, escaped there.
    return [Piece(html=mark_safe("".join(drawn)))] if drawn else []  # noqa: S308
