"""What the screens of an attempt hold, and the small words on them. No ORM."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone

from .outcomes import Link
from .types import TYPES, Picture
from .types.base import Body, Given, QuestionType

if TYPE_CHECKING:
    from .models import Attempt

SHOWN_RIGHT, SHOWN_PARTLY, SHOWN_WRONG, SHOWN_EMPTY = "right", "partly", "wrong", "empty"
SHOWN_NOTED = "noted"  # filled in, and nothing to be right or wrong about


@dataclass(frozen=True)
class ReviewScreen:
    """One question with its answer, the right one, and why."""

    position: int
    stem: str
    story: str
    picture: Picture | None
    template: str
    lines: list[Any]
    verdict: str
    explanation: str
    explanation_picture: Picture | None = None
    marked: bool = True
    links: list[Link] = field(default_factory=list)
    regraded: bool = False


@dataclass(frozen=True)
class RegradedWords:
    """What a person is told whose attempt was marked again: when, why, and what it was before."""

    at: datetime
    reason: str
    first_percentage: str
    changed: bool
    undecided: bool
    kept: bool
    taken_back: bool


@dataclass(frozen=True)
class QuestionScreen:
    """One question as it is asked. `review` is there once its feedback was asked for."""

    position: int
    name: str
    stem: str
    story: str
    picture: Picture | None
    template: str
    shape: str
    lines: list[Any]
    sequence: int
    saved_at: datetime | None
    answered: bool
    refusal: str = ""
    stale: bool = False
    review: ReviewScreen | None = None

    @property
    def can_be_checked(self) -> bool:
        """A case is looked back on once it has ended, not halfway."""
        return self.shape != "path" or self.answered


@dataclass(frozen=True)
class AttemptScreen:
    attempt: "Attempt"
    title: str
    intro: str
    pass_mark: str
    questions: list[QuestionScreen]
    shown: list[QuestionScreen]
    total: int
    unanswered: list[QuestionScreen]
    feedback_now: bool
    one_by_one: bool
    position: int
    outbox_key: str
    over: bool
    seconds_left: int | None

    @property
    def troubled(self) -> list[QuestionScreen]:
        """What a form that was sent says otherwise than it can be kept."""
        return [item for item in self.questions if item.refusal or item.stale]

    @property
    def previous(self) -> int | None:
        return self.position - 1 if self.one_by_one and self.position > 1 else None

    @property
    def next(self) -> int | None:
        return self.position + 1 if self.one_by_one and self.position < self.total else None

    @property
    def answered_count(self) -> int:
        return self.total - len(self.unanswered)

    @property
    def answered_elsewhere(self) -> int:
        """Answered questions that this page does not show."""
        return self.answered_count - sum(1 for question in self.shown if question.answered)


@dataclass(frozen=True)
class QuizPreview:
    """A quiz as it stands in the editor: asked, or reviewed after right or wrong answers.

    `skipped` are the questions that no attempt asks, since they are not published; `drawn` says how many
    of those shown were drawn for this look.
    """

    title: str
    intro: str
    pass_mark: str
    time_limit_minutes: int | None
    feedback_now: bool
    one_by_one: bool
    questions: list[QuestionScreen]
    reviews: list[ReviewScreen]
    skipped: list[str]
    drawn: int

    @property
    def total(self) -> int:
        return len(self.questions) or len(self.reviews)


@dataclass(frozen=True)
class ResultScreen:
    attempt: "Attempt"
    title: str
    pass_mark: str
    percentage: str
    right_count: int
    total: int
    timed_out: bool
    passed: bool
    questions: list[ReviewScreen]
    ways_on: list[Link]
    regraded: RegradedWords | None = None
    # Why there is no next attempt now, where there is none.
    no_retry: str = ""
    # Where that is because all are used up: who can help.
    whom_to_ask: str = ""


def preview_question(*, kind: str, body: Body, seed: str) -> QuestionScreen:
    """A question as it stands in the editor, as it would be asked."""
    return asked_question(kind=kind, body=body, seed=seed, position=1)


def asked_question(
    *,
    kind: str,
    body: Body,
    seed: str,
    position: int,
    posted: QueryDict | None = None,
    shuffle: bool = True,
) -> QuestionScreen:
    """A question as a form without an attempt asks it, filled in as it was posted."""
    question_type = TYPES[kind]
    order = question_type.draw(body, chance=_fixed(seed), shuffle=shuffle)
    name = field_name(position)
    return QuestionScreen(
        position=position,
        name=name,
        stem=body["stem"],
        story=body.get("story", ""),
        picture=body.get("picture"),
        template=question_type.asks,
        shape=question_type.shape,
        lines=(
            question_type.show(body, order, None)
            if posted is None
            else question_type.show_posted(body, order, posted, name)
        ),
        sequence=0,
        saved_at=None,
        answered=False,
    )


def preview_review(
    *, kind: str, body: Body, seed: str, right: bool, position: int = 1
) -> ReviewScreen:
    """A question as it stands in the editor, as its result teaches after a right or a wrong answer."""
    question_type = TYPES[kind]
    order = question_type.draw(body, chance=_fixed(seed), shuffle=True)
    given = question_type.example(body, right=right)
    return ReviewScreen(
        position=position,
        stem=body["stem"],
        story=body.get("story", ""),
        picture=body.get("picture"),
        template=question_type.reviews,
        lines=question_type.review(body, order, given),
        verdict=verdict_of(question_type, given, question_type.mark(body, given)),
        explanation=body["explanation"],
        explanation_picture=body.get("explanation_picture"),
        marked=question_type.marked,
    )


def verdict_of(
    question_type: QuestionType, given: Given | None, mark: Fraction | Decimal | int
) -> str:
    """The one word above a reviewed question."""
    if given is None or question_type.is_blank(given):
        return SHOWN_EMPTY
    if not question_type.marked:
        return SHOWN_NOTED
    if mark == 1:
        return SHOWN_RIGHT
    return SHOWN_PARTLY if mark > 0 else SHOWN_WRONG


def _fixed(seed: str) -> Random:
    """The same order at every look; nothing secret hangs on it."""
    return Random(seed)  # noqa: S311


def percentage(value: Decimal | int | None) -> str:
    """Rounded down, so that 69.6 never reads as the 70 that was needed. Empty for nothing."""
    return "" if value is None else f"{int(value)}%"


def saved_at(moment: datetime) -> str:
    """Hours and minutes on the reader's clock."""
    return timezone.localtime(moment).strftime("%H:%M")


def field_name(position: int) -> str:
    """What the fields of the question at this place are called in the form."""
    return f"vraag-{position}"
