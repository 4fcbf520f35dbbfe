"""Whether somebody may enrol at this moment, and otherwise why not. No database."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .enums import ClosedBecause, OpenTo
from .outline import CourseOutline

# For whom a course names organisations: one that nobody may begin any more still has its own.
BY_ORGANISATION = frozenset({OpenTo.ORGANISATION, OpenTo.NOBODY})


@dataclass(frozen=True)
class Visitor:
    """What is asked of whoever stands at the door; all empty for nobody in particular."""

    completed: AbstractSet[UUID] = frozenset()
    is_member: bool = False
    is_invited: bool = False


def closed_because(course: CourseOutline, visitor: Visitor, now: datetime) -> ClosedBecause | None:
    """The first reason that stands in the way, what nobody can change before what one can do oneself."""
    if course.open_to == OpenTo.NOBODY:
        return ClosedBecause.NOBODY
    if course.closes_at is not None and now >= course.closes_at:
        return ClosedBecause.OVER
    if course.open_to == OpenTo.ORGANISATION and not visitor.is_member:
        return ClosedBecause.ORGANISATION
    if course.open_to == OpenTo.INVITATION and not visitor.is_invited:
        return ClosedBecause.INVITATION
    if course.opens_at is not None and now < course.opens_at:
        return ClosedBecause.NOT_YET
    if not set(course.prerequisites) <= visitor.completed:
        return ClosedBecause.FIRST
    return None


def is_for_members_of(course: CourseOutline, organisation_id: int) -> bool:
    """Whether an organisation's members may take a course as its members: all that their contact persons see.

    Open to everyone with an account, or to this organisation by name. An invitation is one's own affair,
    and so is what another organisation offers. Dates count for nothing: who has finished is still seen.
    """
    if course.open_to in BY_ORGANISATION:
        return organisation_id in course.organisations
    return course.open_to in (OpenTo.EVERYONE, OpenTo.SIGNED_IN)


def lets_members_in(course: CourseOutline, now: datetime) -> bool:
    """Whether who may take it as a member can enrol today, once what comes first is done."""
    member = Visitor(frozenset(course.prerequisites), is_member=True)
    return closed_because(course, member, now) is None


def is_readable_by_everyone(course: CourseOutline, now: datetime) -> bool:
    """Whether the lessons are open to whoever comes by, with nothing kept."""
    return (
        course.open_to == OpenTo.EVERYONE
        and closed_because(course, Visitor(frozenset(course.prerequisites)), now) is None
    )
