"""A lesson for whoever did it before: what changed in it since, and whether a renewal asks it."""

from dataclasses import dataclass

from django.utils.translation import get_language

from learning.completion import LESSON, is_done
from learning.models.enrolment import Enrolment
from learning.outline import LessonOutline
from learning.versions import FIRST, changes_missed, current

from .changes import Change, changes_shown, is_behind_in_language
from .renewals import renewal_in
from .states import Way


@dataclass(frozen=True)
class Again:
    """`version` is that of the course as the page shows it."""

    version: int = FIRST
    changes: tuple[Change, ...] = ()
    # The change was published in another language, and this page does not have it yet.
    is_behind_in_language: bool = False
    renews: bool = False


def again(way: Way, lesson: LessonOutline | None, enrolment: Enrolment | None) -> Again:
    """Nothing for whoever does not take the course. No query."""
    if enrolment is None or lesson is None or way.here is None:
        return Again()
    was_done = is_done(way.here, way.done)
    missed = changes_missed(way.course, way.here, enrolment.taken) if was_done else []
    renewal = renewal_in(way.course, enrolment)
    return Again(
        version=current(way.course),
        changes=changes_shown(missed, way.course, get_language() or ""),
        is_behind_in_language=is_behind_in_language(missed, lesson, way.course),
        renews=bool(renewal and renewal.asks(LESSON, lesson.pk)),
    )
