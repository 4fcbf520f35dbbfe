"""What completes a lesson, a module and a course, and what is still to do. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from . import intervals
from .enums import CompletedBy, CompletionRule, ModuleRule, Order
from .outline import CourseOutline, LessonOutline, ModuleOutline, Segment

LESSON = "lesson"
QUIZ = "quiz"

NOT_STARTED = "not_started"
UNDER_WAY = "under_way"
DONE = "done"


@dataclass(frozen=True)
class Done:
    """What one learner has behind them: lessons by key, quizzes by the key of their module."""

    lessons: frozenset[UUID] = frozenset()
    quizzes: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Step:
    """The smallest thing to do next: a lesson (by its key), or the quiz of a module (by the module's)."""

    kind: str
    key: UUID
    pk: int
    title: str
    url: str
    minutes: int
    module: ModuleOutline
    # A lesson that is done only by attending its live session.
    is_attended: bool = False
    # A lesson that is done only by passing the quiz that stands in it.
    is_quizzed: bool = False
    # A quiz that is not published cannot be taken, though what was begun goes on.
    is_available: bool = True

    @property
    def is_passed(self) -> bool:
        """Whether a quiz is passed by it: that of the module, or the one that completes a lesson."""
        return self.kind == QUIZ or self.is_quizzed

    @property
    def completes_module(self) -> bool:
        """Whether its module is done only with it; where the quiz is enough, lessons are not asked."""
        return self.kind == QUIZ or self.module.rule != ModuleRule.QUIZ or not self.module.quiz_id

    @property
    def completes_course(self) -> bool:
        """Whether the course is complete only with it."""
        return self.module.required and self.completes_module


@dataclass(frozen=True)
class ToDo:
    """What stands between a learner and the end of the course."""

    # To be read or watched.
    lessons: int
    # To be passed, by the title of the module or lesson.
    quizzes: tuple[str, ...]
    minutes: int
    next: Step | None
    # Live sessions to be attended.
    sessions: int = 0


def achievement_key(course_key: UUID) -> str:
    """The word by which a certificate knows that it belongs to this course."""
    return f"course:{course_key}"


def module_steps(module: ModuleOutline) -> tuple[Step, ...]:
    lessons = tuple(
        Step(
            LESSON,
            lesson.key,
            lesson.pk,
            lesson.title,
            lesson.url,
            lesson.minutes,
            module,
            is_attended=lesson.rule == CompletionRule.ATTENDED,
            is_quizzed=lesson.is_quizzed,
            is_available=lesson.quiz_is_published or not lesson.is_quizzed,
        )
        for lesson in module.lessons
    )
    if module.quiz_id is None:
        return lessons
    quiz = Step(
        QUIZ,
        module.key,
        module.pk,
        module.title,
        module.url,
        module.quiz_minutes,
        module,
        is_available=module.quiz_is_published,
    )
    return (*lessons, quiz)


def steps(course: CourseOutline) -> tuple[Step, ...]:
    """Everything a course holds, in order: the lessons of a module, then its quiz."""
    return tuple(step for module in course.modules for step in module_steps(module))


def asked_of_module(module: ModuleOutline) -> tuple[Step, ...]:
    """What completes the module."""
    return tuple(step for step in module_steps(module) if step.completes_module)


def asked(course: CourseOutline) -> tuple[Step, ...]:
    """What completes the course."""
    return tuple(step for step in steps(course) if step.completes_course)


def is_done(step: Step, done: Done) -> bool:
    return step.key in (done.lessons if step.kind == LESSON else done.quizzes)


def module_state(module: ModuleOutline, done: Done) -> str:
    needed = asked_of_module(module)
    if needed and all(is_done(step, done) for step in needed):
        return DONE
    begun = any(is_done(step, done) for step in module_steps(module))
    return UNDER_WAY if begun else NOT_STARTED


def percent(needed: tuple[Step, ...], done: Done) -> int:
    """How much of what is asked is done, in whole percents, never 100 while something is left."""
    finished = sum(is_done(step, done) for step in needed)
    return 100 * finished // len(needed) if needed else 0


def is_complete(course: CourseOutline, done: Done) -> bool:
    """All that completes it is done; a course that asks for nothing is never complete."""
    needed = asked(course)
    return bool(needed) and all(is_done(step, done) for step in needed)


def next_step(course: CourseOutline, done: Done) -> Step | None:
    """The first thing left; where the order is free, the first that can be taken today."""
    return next(iter(next_steps(course, done)), None)


def next_steps(course: CourseOutline, done: Done) -> list[Step]:
    """What may come next, `next_step` first: where the order is free, everything left.

    A live session has its day, and a quiz that is offline none: what can be taken today goes before.
    """
    left = [step for step in asked(course) if not is_done(step, done)]
    if course.order == Order.IN_SEQUENCE:
        return left[:1]
    return sorted(left, key=lambda step: (not step.is_available, step.is_attended))


def step_after(course: CourseOutline, here: Step) -> Step | None:
    """What comes after a step, done or not; where the order is free, no quiz that is offline if there is more."""
    everything = steps(course)
    left = everything[everything.index(here) + 1 :]
    open_now = (step for step in left if step.is_available or course.order == Order.IN_SEQUENCE)
    return next(open_now, left[0] if left else None)


def still_to_do(course: CourseOutline, done: Done) -> ToDo:
    left = [step for step in asked(course) if not is_done(step, done)]
    return ToDo(
        lessons=sum(not step.is_passed and not step.is_attended for step in left),
        quizzes=tuple(step.title for step in left if step.is_passed),
        minutes=sum(step.minutes for step in left),
        next=next_step(course, done),
        sessions=sum(step.is_attended for step in left),
    )


def is_open(course: CourseOutline, kind: str, key: UUID, done: Done) -> bool:
    """May the learner take this step now? In sequence: when all the course asks before it is done."""
    if course.order != Order.IN_SEQUENCE:
        return True
    for step in steps(course):
        if step.kind == kind and step.key == key:
            return True
        if step.completes_course and not is_done(step, done):
            return False
    return False


def open_lessons(course: CourseOutline, done: Done) -> list[LessonOutline]:
    """The lessons the learner may take now, in order: those for which `is_open` says yes."""
    found: list[LessonOutline] = []
    for module in course.modules:
        lessons = {lesson.key: lesson for lesson in module.lessons}
        for step in module_steps(module):
            if step.kind == LESSON:
                found.append(lessons[step.key])
            waits = step.completes_course and not is_done(step, done)
            if waits and course.order == Order.IN_SEQUENCE:
                return found
    return found


def wanted_ms(segments: Iterable[Segment]) -> int:
    """How long the segments last together."""
    return sum(segment.end_ms - segment.start_ms for segment in segments)


def seen_ms(segments: Iterable[Segment], played: Mapping[int, list[intervals.Interval]]) -> int:
    """How much of the segments was played; `played` maps a recording to stretches of it."""
    return sum(
        intervals.length(
            intervals.within(played.get(segment.recording_id, []), segment.start_ms, segment.end_ms)
        )
        for segment in segments
    )


def lesson_completed_by(
    rule: str,
    *,
    segments: tuple[Segment, ...],
    share: int,
    played: dict[int, list[intervals.Interval]],
    read_as_text: bool,
    attended: bool = False,
    passed: bool = False,
) -> CompletedBy | None:
    """How a lesson counts as completed when the learner asks for it, or None when it does not yet.

    `share` is a percentage of the length of the lesson's segments together; `played` maps a
    recording to the stretches the learner played; `attended` says whether they were at the lesson's
    live session, `passed` whether they passed the quiz that stands in it.
    """
    if rule == CompletionRule.PASSED:
        return CompletedBy.PASSED if passed else None
    if rule == CompletionRule.ATTENDED:
        return CompletedBy.ATTENDED if attended else None
    if rule == CompletionRule.SEEN or not segments:
        return CompletedBy.SEEN
    if seen_ms(segments, played) * 100 >= wanted_ms(segments) * share:
        return CompletedBy.PLAYED
    return CompletedBy.READ if read_as_text else None
