"""Lessons, modules and quizzes with one learner's progress, as lists and outlines show them."""

from dataclasses import dataclass, replace
from functools import cached_property

from learning import wording
from learning.completion import (
    LESSON,
    QUIZ,
    Done,
    Step,
    ToDo,
    asked,
    asked_of_module,
    is_complete,
    is_done,
    is_open,
    module_state,
    module_steps,
    percent,
    steps,
    still_to_do,
)
from learning.outline import CourseOutline, ModuleOutline

from .turns import NoTurn

DONE = "done"
NOW = "now"
LOCKED = "locked"
OPEN = "open"

# So many lines before and after the present one stand open in an outline; a few more than that are
# not worth a fold. Two before it: titles of three lines leave it in view on a low screen too.
BEFORE, AFTER = 2, 5
FEW = 3


@dataclass(frozen=True)
class StepRow:
    """One line of an outline: a lesson, or the quiz of its module."""

    kind: str
    title: str
    url: str
    duration: str
    state: str


@dataclass(frozen=True)
class StepsNear:
    """The lines of an outline: those around the present one, and what is folded away on both sides.

    `start` is the number of the first line that stands open, counted from 1.
    """

    earlier: list[StepRow]
    near: list[StepRow]
    later: list[StepRow]

    @property
    def start(self) -> int:
        return len(self.earlier) + 1

    @property
    def later_start(self) -> int:
        return self.start + len(self.near)


def steps_near(rows: list[StepRow]) -> StepsNear:
    """Fold away what is far from the present line, so that it is in view without scrolling."""
    here = next((place for place, row in enumerate(rows) if row.state == NOW), None)
    if here is None:
        return StepsNear([], rows, [])
    first, last = here - BEFORE, here + AFTER + 1
    if first < FEW:
        first = 0
    if len(rows) - last < FEW:
        last = len(rows)
    return StepsNear(rows[:first], rows[first:last], rows[last:])


@dataclass(frozen=True)
class ModuleRow:
    number: int
    title: str
    url: str
    duration: str
    lessons: str
    state: str
    progress: str
    required: bool
    # What is still to be done of it, each with its own time.
    left: list[StepRow]


@dataclass(frozen=True)
class NextStep:
    """The one button: a link, or for a quiz the module whose quiz starts."""

    kind: str
    title: str
    url: str
    module_pk: int
    duration: str
    module_title: str
    is_available: bool = True
    # Where they stopped in it, in words; empty for a step that is not begun.
    stopped: str = ""
    # Nothing of its course is done or begun.
    begins: bool = False
    # Why this learner cannot begin the quiz now.
    refused: NoTurn | None = None
    # A live session, which has its day.
    is_attended: bool = False
    # Of its course, where a screen shows more than one.
    course_title: str = ""

    @property
    def can_be_taken_today(self) -> bool:
        return self.is_available and not self.is_attended and self.refused is None


@dataclass(frozen=True)
class Way:
    """A course with what one learner has done of it, worked out as far as a screen asks.

    `key` names the state and no learner: whoever has done the same sees the same.
    """

    course: CourseOutline
    done: Done
    module: ModuleOutline | None = None
    here: Step | None = None
    # To who has finished, everything stays open.
    is_finished: bool = False

    @cached_property
    def key(self) -> tuple:
        here = self.here.pk if self.here else self.module.pk if self.module else 0
        return (
            self.course.pk,
            here,
            self.is_finished,
            *(is_done(step, self.done) for step in steps(self.course)),
        )

    @cached_property
    def modules(self) -> list[ModuleRow]:
        return [
            ModuleRow(
                number=module.number,
                title=module.title,
                url=module.url,
                duration=wording.duration(module.minutes),
                lessons=wording.lessons(len(module.lessons)),
                state=module_state(module, self.done),
                progress=wording.module_progress(module, self.done),
                required=module.required,
                left=[
                    self._row(step)
                    for step in module_steps(module)
                    if step.completes_module and not is_done(step, self.done)
                ],
            )
            for module in self.course.modules
        ]

    @cached_property
    def steps(self) -> list[StepRow]:
        """Those of the present module."""
        return [self._row(step) for step in (module_steps(self.module) if self.module else ())]

    @cached_property
    def steps_near(self) -> StepsNear:
        """Of the present module, as its outline beside a lesson shows them."""
        return steps_near(self.steps)

    @cached_property
    def lessons(self) -> list[StepRow]:
        return [row for row in self.steps if row.kind == LESSON]

    @cached_property
    def percent(self) -> int:
        """Of the present module, or of the course; who has finished that stays at all of it."""
        if self.is_finished and self.module is None:
            return 100
        needed = asked_of_module(self.module) if self.module else asked(self.course)
        return percent(needed, self.done)

    @cached_property
    def left(self) -> ToDo:
        return still_to_do(self.course, self.done)

    @cached_property
    def is_all_done(self) -> bool:
        """Everything that the course asks is done."""
        return is_complete(self.course, self.done)

    @cached_property
    def to_do(self) -> list[str]:
        return wording.to_do(self.left)

    @cached_property
    def time_left(self) -> str:
        return wording.duration(self.left.minutes) if self.left.minutes else ""

    @cached_property
    def next(self) -> NextStep | None:
        row = next_row(self.left.next)
        return row and replace(row, begins=self.is_new)

    @cached_property
    def is_new(self) -> bool:
        """Whether nothing of the present module, or of the course, is done."""
        within = module_steps(self.module) if self.module else steps(self.course)
        return not any(is_done(step, self.done) for step in within)

    @cached_property
    def next_lesson(self) -> StepRow | None:
        """The first lesson of the present module that is open and not done."""
        return next((row for row in self.lessons if row.state == OPEN), None)

    def _row(self, step: Step) -> StepRow:
        return StepRow(
            kind=step.kind,
            title=step.title,
            url=step.url,
            duration=wording.duration(step.minutes),
            state=self.state_of(step),
        )

    def state_of(self, step: Step) -> str:
        if self.here is not None and step == self.here:
            return NOW
        if is_done(step, self.done):
            return DONE
        if self.is_finished or is_open(self.course, step.kind, step.key, self.done):
            return OPEN
        return LOCKED


def next_row(step: Step | None) -> NextStep | None:
    if step is None:
        return None
    return NextStep(
        kind=step.kind,
        title=step.title,
        url=step.url,
        module_pk=step.module.pk if step.kind == QUIZ else 0,
        duration=wording.duration(step.minutes),
        module_title=step.module.title,
        is_available=step.is_available,
        is_attended=step.is_attended,
    )
