"""Lessons, modules and quizzes with one learner's progress, as lists and outlines show them."""

from dataclasses import dataclass

from learning import wording
from learning.completion import (
    LESSON,
    QUIZ,
    Done,
    Step,
    is_done,
    is_open,
    module_state,
    module_steps,
    steps,
)
from learning.outline import CourseOutline, ModuleOutline

DONE = "done"
NOW = "now"
LOCKED = "locked"
OPEN = "open"


@dataclass(frozen=True)
class StepRow:
    """One line of an outline: a lesson, or the quiz of its module."""

    kind: str
    title: str
    url: str
    duration: str
    state: str


@dataclass(frozen=True)
class ModuleRow:
    number: int
    title: str
    url: str
    duration: str
    lessons: str
    state: str
    progress: str
    percent: int
    steps: list[StepRow]


@dataclass(frozen=True)
class NextStep:
    """The one button: a link, or for a quiz the module whose quiz starts."""

    kind: str
    title: str
    url: str
    module_pk: int
    duration: str
    module_title: str


def step_rows(
    course: CourseOutline, module: ModuleOutline, done: Done, now_at: Step | None = None
) -> list[StepRow]:
    return [
        StepRow(
            kind=step.kind,
            title=step.title,
            url=step.url,
            duration=wording.duration(step.minutes),
            state=_state(course, step, done, now_at),
        )
        for step in module_steps(module)
    ]


def module_rows(course: CourseOutline, done: Done, *, with_steps: bool = True) -> list[ModuleRow]:
    return [
        ModuleRow(
            number=module.number,
            title=module.title,
            url=module.url,
            duration=wording.duration(module.minutes),
            lessons=wording.lessons(len(module.lessons)),
            state=module_state(module, done),
            progress=wording.module_progress(module, done),
            percent=percent(module_steps(module), done),
            steps=step_rows(course, module, done) if with_steps else [],
        )
        for module in course.modules
    ]


def percent(asked: tuple[Step, ...], done: Done) -> int:
    """How much is behind the learner, in whole percents, never 100 while something is left."""
    finished = sum(is_done(step, done) for step in asked)
    return 100 * finished // len(asked) if asked else 0


def course_percent(course: CourseOutline, done: Done) -> int:
    return percent(steps(course), done)


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
    )


def lesson_step(module: ModuleOutline, lesson_pk: int) -> Step | None:
    return next(
        (step for step in module_steps(module) if step.kind == LESSON and step.pk == lesson_pk),
        None,
    )


def _state(course: CourseOutline, step: Step, done: Done, now_at: Step | None) -> str:
    if now_at is not None and step == now_at:
        return NOW
    if is_done(step, done):
        return DONE
    return OPEN if is_open(course, step.kind, step.key, done) else LOCKED
