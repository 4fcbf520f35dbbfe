"""Why a course is closed to whoever asks, and what they can do about it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language, gettext

from accounts.models import Membership, Organisation
from design import dates
from learning.doors import Visitor, closed_because
from learning.enums import ClosedBecause, OpenTo
from learning.models.enrolment import Enrolment
from learning.models.invitation import CourseInvitation
from learning.outline import CourseOutline

from .outlines import outlines


@dataclass(frozen=True)
class FirstCourse:
    """A course that comes first."""

    title: str
    url: str


@dataclass(frozen=True)
class Door:
    """A closed door: what it says, what opens it, and the courses that come first."""

    reason: ClosedBecause
    says: str
    do: str
    first: tuple[FirstCourse, ...] = ()

    @property
    def sign_in_may_open(self) -> bool:
        return self.reason in (
            ClosedBecause.ORGANISATION,
            ClosedBecause.INVITATION,
            ClosedBecause.FIRST,
        )

    @property
    def is_for_members(self) -> bool:
        return self.reason == ClosedBecause.ORGANISATION


def closed_door(course: CourseOutline, subject_id: UUID | None, now: datetime) -> Door | None:
    """None when they may enrol. No query for a course without rules; three at most."""
    visitor = visitor_of(course, subject_id)
    reason = closed_because(course, visitor, now)
    if reason is None:
        return None
    says, do = _words(reason, course)
    first = _first(course, visitor) if reason == ClosedBecause.FIRST else ()
    if reason == ClosedBecause.FIRST and not first:
        do = gettext("It is not available at the moment. Come back later.")
    return Door(reason, says, do, first)


def visitor_of(course: CourseOutline, subject_id: UUID | None) -> Visitor:
    """What the course asks to know of this person, and no more."""
    if subject_id is None:
        return Visitor()
    completed: frozenset[UUID] = frozenset()
    if course.prerequisites:
        completed = frozenset(
            Enrolment.objects.of(subject_id)
            .filter(course_key__in=course.prerequisites, completed_at__isnull=False)
            .values_list("course_key", flat=True)
        )
    return Visitor(
        completed=completed,
        is_member=course.open_to == OpenTo.ORGANISATION
        and Membership.objects.filter(
            subject_id=subject_id, organisation_id__in=course.organisations
        ).exists(),
        is_invited=course.open_to == OpenTo.INVITATION
        and invitations_to(course.key, subject_id).exists(),
    )


def invitations_of(subject_id: UUID) -> QuerySet[CourseInvitation]:
    """The invitations to courses that were sent to a confirmed address of this person."""
    addresses = EmailAddress.objects.filter(user__subject_id=subject_id, verified=True)
    return CourseInvitation.objects.alias(address=Lower("email")).filter(
        address__in=addresses.values(lower=Lower("email"))
    )


def invitations_to(course_key: UUID, subject_id: UUID) -> QuerySet[CourseInvitation]:
    return invitations_of(subject_id).filter(course_key=course_key)


def _first(course: CourseOutline, visitor: Visitor) -> tuple[FirstCourse, ...]:
    missing = [key for key in course.prerequisites if key not in visitor.completed]
    known = outlines().by_pk.values()
    language = get_language() or ""
    found = []
    for key in missing:
        of_key = [each for each in known if each.key == key]
        best = next((each for each in of_key if each.language == language), None)
        if best := best or next(iter(of_key), None):
            found.append(FirstCourse(best.title, best.url))
    return tuple(found)


def _words(reason: ClosedBecause, course: CourseOutline) -> tuple[str, str]:
    """What the door says and what opens it, as whole sentences."""
    if reason == ClosedBecause.NOT_YET and course.opens_at:
        return (
            gettext("Enrolment opens on %(moment)s.")
            % {"moment": dates.weekday_and_clock(course.opens_at)},
            gettext("Come back then. Nothing is kept until you enrol."),
        )
    if reason == ClosedBecause.OVER and course.closes_at:
        return (
            gettext("Enrolment ended on %(day)s.") % {"day": dates.day(course.closes_at)},
            gettext("Whoever was enrolled goes on as before. See the other courses meanwhile."),
        )
    if reason == ClosedBecause.ORGANISATION:
        named = Organisation.objects.filter(pk__in=course.organisations)
        names = ", ".join(named.values_list("name", flat=True))
        if names:
            return (
                gettext("This course is for people who work at: %(names)s.") % {"names": names},
                gettext("Do you work there? Join your organisation first; then this course opens."),
            )
    if reason == ClosedBecause.INVITATION:
        return (
            gettext("This course is for whoever is invited."),
            gettext(
                "Were you invited? Sign in with the mail address that got the invitation, and"
                " confirm that address."
            ),
        )
    if reason == ClosedBecause.FIRST:
        return (
            gettext("Another course comes first."),
            gettext("Complete it, and this course opens by itself."),
        )
    return (
        gettext("Enrolment is closed at the moment."),
        gettext("See the other courses meanwhile."),
    )
