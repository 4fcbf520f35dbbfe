"""The shape of a published course: what it is made of, in order. The same for every learner."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from quizzes.limits import Limits

from .enums import CompletionRule, ModuleRule, OpenTo, Order, RenewalRule

if TYPE_CHECKING:
    from .moment_questions import MomentQuestion
    from .versions import Version


@dataclass(frozen=True)
class Segment:
    """A stretch of a recording shown in a lesson, in milliseconds."""

    recording_id: int
    start_ms: int
    end_ms: int


@dataclass(frozen=True)
class Moment:
    """A moment of a recording, in milliseconds on the source's timeline."""

    recording_id: int
    at_ms: int


@dataclass(frozen=True)
class LessonOutline:
    pk: int
    key: UUID
    title: str
    url: str
    minutes: int
    segments: tuple[Segment, ...] = ()
    # Every recording of which the lesson shows something: a segment, or slides.
    recordings: frozenset[int] = frozenset()
    rule: str = CompletionRule.SEEN
    # Which moment of a segment belongs to which question of the bank.
    questions: "tuple[MomentQuestion, ...]" = ()
    # How much of the segments is to be watched, in percent; None where watching is not asked for.
    played_share: int | None = None
    published_at: datetime | None = None
    # The quiz that stands in it, whether or not passing it completes the lesson.
    quiz_id: int | None = None
    quiz_is_published: bool = True

    @property
    def is_quizzed(self) -> bool:
        """Whether passing its quiz completes it; a lesson without a quiz has nothing to pass."""
        return self.rule == CompletionRule.PASSED and self.quiz_id is not None

    def segment_at(self, recording_id: int, at_ms: int) -> Segment | None:
        """The segment that shows this moment of a recording (of the source's timeline), or None."""
        return next(
            (
                segment
                for segment in self.segments
                if segment.recording_id == recording_id
                and segment.start_ms <= at_ms < segment.end_ms
            ),
            None,
        )


@dataclass(frozen=True)
class ModuleOutline:
    pk: int
    key: UUID
    number: int
    title: str
    url: str
    lessons: tuple[LessonOutline, ...]
    quiz_id: int | None = None
    quiz_is_published: bool = True
    quiz_limits: Limits = Limits()
    quiz_minutes: int = 0
    rule: str = ModuleRule.EVERYTHING
    # Whether the course is complete only with this module.
    required: bool = True

    @property
    def minutes(self) -> int:
        quiz = self.quiz_minutes if self.quiz_id else 0
        return sum(lesson.minutes for lesson in self.lessons) + quiz


@dataclass(frozen=True)
class CourseOutline:
    pk: int
    key: UUID
    title: str
    url: str
    language: str
    minutes: int
    modules: tuple[ModuleOutline, ...]
    order: str = Order.FREE
    certificate: bool = True
    open_to: str = OpenTo.SIGNED_IN
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    # Keys of the courses to be completed before one enrols.
    prerequisites: tuple[UUID, ...] = ()
    # Whose members may enrol where it is, or was, closed to everyone else.
    organisations: frozenset[int] = frozenset()
    # One that is published.
    has_self_assessment: bool = False
    published_at: datetime | None = None
    # Every substantive change since it was published first, in whatever language.
    versions: "tuple[Version, ...]" = ()
    # How long its certificate holds; None for ever.
    validity_months: int | None = None
    renewal_rule: str = RenewalRule.QUIZZES
    # Whom learners ask for help, in words; empty where no editor said.
    whom_to_ask: str = ""
    # Days after which a learner who stopped is reminded; None for never.
    reminder_days: int | None = None

    @property
    def lessons(self) -> tuple[LessonOutline, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def lesson(self, pk: int) -> LessonOutline | None:
        return next((lesson for lesson in self.lessons if lesson.pk == pk), None)

    def module(self, key: UUID) -> ModuleOutline | None:
        return next((module for module in self.modules if module.key == key), None)
