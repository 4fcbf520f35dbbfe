"""The questions of a lesson's recordings as this learner sees them: asked, or answered with what is right."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse

from learning.moment_questions import MomentQuestion, order_of
from quizzes.models import Attempt, Question
from quizzes.pictures import pictured
from quizzes.queries import reviews_of
from quizzes.screens import QuestionScreen, ReviewScreen, field_name, preview_question
from quizzes.types import TYPES
from webinar.recordings.moments import clock_label
from webinar.recordings.slow_line import AS_TEXT
from webinar.recordings.timeline import Timeline

from .shown import kept_recording


@dataclass(frozen=True)
class CheckpointScreen:
    """`at_ms` and its label are on the shown timeline. Without a `url` it cannot be answered."""

    anchor: str
    number: int
    at_ms: int
    label: str
    question: QuestionScreen
    review: ReviewScreen | None
    tries: int
    url: str
    is_open: bool = False
    refusal: str = ""


def checkpoint_screens(
    *,
    checkpoints: Collection[MomentQuestion],
    lesson_pk: int,
    subject_id: UUID | None,
    may_answer: bool,
    opened: str = "",
    as_text: bool = False,
) -> dict[MomentQuestion, CheckpointScreen]:
    """Those whose question is published and whose moment is shown; no query where there are none."""
    if not checkpoints:
        return {}
    questions = Question.objects.filter(live=True).in_bulk(
        {checkpoint.question_id for checkpoint in checkpoints}
    )
    attempts = _newest_attempts(checkpoints, subject_id)
    reviews = reviews_of(list(attempts.values())) if attempts else {}
    screens = {}
    for number, checkpoint in enumerate(checkpoints, start=1):
        question = questions.get(checkpoint.question_id)
        timeline = _timeline(checkpoint)
        if question is None or timeline is None:
            continue
        attempt = attempts.get(checkpoint.occasion)
        review = reviews[attempt.pk][0] if attempt else None
        at_ms = timeline.shown(checkpoint.at_ms)
        screens[checkpoint] = CheckpointScreen(
            anchor=checkpoint.anchor,
            number=number,
            at_ms=at_ms,
            label=clock_label(at_ms),
            question=_asked(question, checkpoint, number),
            review=replace(review, position=number) if review else None,
            tries=attempt.number if attempt else 0,
            url=_address(lesson_pk, checkpoint, as_text) if may_answer else "",
            is_open=checkpoint.id == opened,
        )
    return screens


def _address(lesson_pk: int, checkpoint: MomentQuestion, as_text: bool) -> str:
    """Where the answer goes; it knows whether its page is read as text."""
    address = reverse("learning:checkpoint", args=[lesson_pk, checkpoint.id])
    return f"{address}?{AS_TEXT}" if as_text else address


def _newest_attempts(
    checkpoints: Collection[MomentQuestion], subject_id: UUID | None
) -> Mapping[str, Attempt]:
    if subject_id is None:
        return {}
    occasions = [checkpoint.occasion for checkpoint in checkpoints]
    closed = Attempt.objects.of(subject_id).filter(occasion__in=occasions).closed()
    return {attempt.occasion: attempt for attempt in closed.order_by("number")}


def _timeline(checkpoint: MomentQuestion) -> Timeline | None:
    """What is shown of its recording, unless its moment is cut or there is no such recording."""
    recording = kept_recording(checkpoint.segment.recording_id)
    if recording is None:
        return None
    timeline = recording.timeline()
    return None if timeline.is_cut_into(checkpoint.at_ms, checkpoint.at_ms + 1) else timeline


def _asked(question: Question, checkpoint: MomentQuestion, number: int) -> QuestionScreen:
    """The question as it stands now, under a name that no other question of the page has."""
    (body,) = pictured([question.body()])
    question_type = TYPES[question.type]
    order = question_type.draw(body, chance=order_of(checkpoint), shuffle=True)
    return replace(
        preview_question(kind=question.type, body=body, seed=checkpoint.id),
        position=number,
        name=field_name(number),
        lines=question_type.show(body, order, None),
    )
