"""What a course asks in one language and not in another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext

from learning.completion import QUIZ, Step, asked
from learning.outline import CourseOutline

from .outlines import outlines


@dataclass(frozen=True)
class Lacking:
    """The parts that the course asks in a language, and that this page of it does not have."""

    language: str
    parts: tuple[str, ...]


def lacking(course: CourseOutline) -> list[Lacking]:
    """By each other language in which the course is published; only those that ask more."""
    names = dict(settings.LANGUAGES)
    own = {(step.kind, step.key) for step in asked(course)}
    found = [
        Lacking(str(names[other.language]), _titles(asked(other), own))
        for other in outlines().in_every_language(course.key)
        if other.pk != course.pk
    ]
    return [each for each in found if each.parts]


def _titles(steps: Iterable[Step], own: set[tuple]) -> tuple[str, ...]:
    return tuple(
        gettext("the quiz of “%(module)s”") % {"module": step.title}
        if step.kind == QUIZ
        else step.title
        for step in steps
        if (step.kind, step.key) not in own
    )
