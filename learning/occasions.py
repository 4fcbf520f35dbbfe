"""The words by which a quiz attempt knows what it was begun for. No database.

An attempt at the quiz of a module is one of an enrolment, or of a renewal. One at the quiz of a lesson
names the lesson too: it stays an attempt for that lesson, also when the lesson asks another quiz meanwhile.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

ENROLMENT = "enrolment:"
RENEWAL = "renewal:"
_IN_LESSON = "/lesson:"


@dataclass(frozen=True)
class Occasion:
    """The enrolment, or else the renewal, and the lesson by its key in any language."""

    enrolment: UUID | None = None
    renewal: UUID | None = None
    lesson: UUID | None = None


def of_enrolment(uuid: UUID) -> str:
    return f"{ENROLMENT}{uuid}"


def of_renewal(uuid: UUID) -> str:
    return f"{RENEWAL}{uuid}"


def in_lesson(occasion: str, lesson_key: UUID) -> str:
    """That of the quiz in a lesson, for an enrolment or a renewal."""
    return f"{occasion}{_IN_LESSON}{lesson_key}"


def among(occasion: str, begun: Iterable[str]) -> dict[str, UUID]:
    """Those of `begun` that are of a quiz in a lesson for this occasion, each with the lesson's key."""
    start = f"{occasion}{_IN_LESSON}"
    return {each: UUID(each.removeprefix(start)) for each in begun if each.startswith(start)}


def read(occasion: str) -> Occasion | None:
    """What an attempt was begun for; None when that was something else than a course."""
    whole, _mark, lesson = occasion.partition(_IN_LESSON)
    lesson_key = UUID(lesson) if lesson else None
    if whole.startswith(ENROLMENT):
        return Occasion(enrolment=UUID(whole.removeprefix(ENROLMENT)), lesson=lesson_key)
    if whole.startswith(RENEWAL):
        return Occasion(renewal=UUID(whole.removeprefix(RENEWAL)), lesson=lesson_key)
    return None
