"""The shape of a published course: what it is made of, in order. The same for every learner."""

from dataclasses import dataclass
from uuid import UUID

from .enums import Order


@dataclass(frozen=True)
class Segment:
    """A stretch of a recording shown in a lesson, in milliseconds."""

    recording_id: int
    start_ms: int
    end_ms: int


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


@dataclass(frozen=True)
class ModuleOutline:
    pk: int
    key: UUID
    number: int
    title: str
    url: str
    lessons: tuple[LessonOutline, ...]
    quiz_id: int | None = None
    quiz_minutes: int = 0

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

    @property
    def lessons(self) -> tuple[LessonOutline, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    def module(self, key: UUID) -> ModuleOutline | None:
        return next((module for module in self.modules if module.key == key), None)
