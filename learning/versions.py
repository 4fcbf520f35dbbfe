"""What changed in a course, what a learner has taken of it, and what a renewal asks. No database.

A version is one substantive change, noted once for every language of the course. Version 1 is what was
published first and is not noted; a comma makes no version.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from .completion import LESSON, Step, asked
from .enums import RenewalRule
from .outline import CourseOutline

FIRST = 1


@dataclass(frozen=True)
class Version:
    """A substantive change: in one sentence per language, of which lessons and which modules' quizzes."""

    number: int
    noted_at: datetime
    # The language in which it was published first.
    language: str
    sentences: Mapping[str, str] = field(default_factory=dict)
    lessons: frozenset[UUID] = frozenset()
    quizzes: frozenset[UUID] = frozenset()
    by_role: str = ""

    def changes(self, step: Step) -> bool:
        """Whether this step reads or asks something else since."""
        return step.key in (self.lessons if step.kind == LESSON else self.quizzes)


def current(course: CourseOutline) -> int:
    return max((version.number for version in course.versions), default=FIRST)


def current_at(course: CourseOutline, moment: datetime) -> int:
    """The version that stood at a moment."""
    noted = (version.number for version in course.versions if version.noted_at <= moment)
    return max(noted, default=FIRST)


def since(course: CourseOutline, number: int) -> list[Version]:
    """The versions after this one, oldest first."""
    return sorted(
        (version for version in course.versions if version.number > number),
        key=lambda version: version.number,
    )


def reads_otherwise_since(course: CourseOutline, lesson_key: UUID, moment: datetime) -> bool:
    """Whether a lesson, or the quiz that stands in it, changed after a moment."""
    return any(
        version.noted_at > moment and lesson_key in version.lessons for version in course.versions
    )


def changes_missed(course: CourseOutline, step: Step, taken: Mapping[UUID, int]) -> list[Version]:
    """What changed in a lesson or quiz after the learner took it."""
    number = taken.get(step.key, FIRST)
    return [version for version in since(course, number) if version.changes(step)]


def known(course: CourseOutline, taken: Mapping[UUID, int]) -> int:
    """The newest version of which the learner took every change that the course asks.

    The number on their certificate: it claims nothing that they have not seen.
    """
    missed = [
        version.number for step in asked(course) for version in changes_missed(course, step, taken)
    ]
    if not missed:
        return current(course)
    before = (version.number for version in course.versions if version.number < min(missed))
    return max(before, default=FIRST)


def renewal_steps(
    course: CourseOutline, *, certified: int, taken: Mapping[UUID, int], ends: bool
) -> list[Step]:
    """What a finished learner does to renew, in the order of the course; empty when there is no need.

    `certified` is the version on the certificate there is; `ends` says that it has ended or soon will.
    The lessons that changed since and were not taken again, and the quiz of every module in which a
    lesson or the quiz itself changed. When nothing did and the certificate ends, what the course's rule asks.
    """
    newer = since(course, certified)
    changed = [step for step in asked(course) if _is_asked_again(step, newer, taken)]
    if changed or not ends:
        return changed
    return asked_at_the_end(course)


def asked_at_the_end(course: CourseOutline) -> list[Step]:
    """What the course's own rule asks when a certificate ends and nothing changed."""
    everything = list(asked(course))
    if course.renewal_rule == RenewalRule.EVERYTHING:
        return everything
    # A course without quizzes has nothing shorter to ask than itself.
    return [step for step in everything if step.is_passed] or everything


def minutes_of(steps: Iterable[Step]) -> int:
    return sum(step.minutes for step in steps)


def _is_asked_again(step: Step, newer: list[Version], taken: Mapping[UUID, int]) -> bool:
    if step.kind == LESSON:
        changed = [version.number for version in newer if step.key in version.lessons]
    else:
        lessons = {lesson.key for lesson in step.module.lessons}
        changed = [
            version.number
            for version in newer
            if step.key in version.quizzes or lessons & version.lessons
        ]
    return bool(changed) and taken.get(step.key, FIRST) < max(changed)
