"""What a contact person sees: who finished which course, and on what day. Nothing else is read here.

Of the courses only those that members may take as members (`doors.is_for_members_of`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from accounts.models import Organisation, User
from accounts.queries import MemberLine, members_of
from core.clock import BRUSSELS
from learning.doors import is_for_members_of, lets_members_in
from learning.mail_kinds import REMINDER
from learning.models.enrolment import Enrolment
from learning.models.organisation import OrganisationReminder
from learning.outline import CourseOutline
from outbox.queries import refused_by

from .outlines import outlines


@dataclass(frozen=True)
class CourseCount:
    """A course, and how many of the members finished it."""

    key: UUID
    title: str
    finished: int
    is_chosen: bool


@dataclass(frozen=True)
class MemberRow:
    """A member and one course; the day and never the hour."""

    pk: int
    name: str
    is_contact: bool
    finished_on: date | None


@dataclass(frozen=True)
class OrganisationScreen:
    members: int
    courses: list[CourseCount]
    chosen: CourseCount | None
    rows: list[MemberRow]
    unfinished: int
    last_reminder: datetime | None
    next_reminder_from: datetime | None


@dataclass(frozen=True)
class OrganisationTable:
    """Members by courses, for a spreadsheet."""

    courses: list[str]
    rows: list[tuple[str, list[date | None]]]


def organisation_screen(
    organisation: Organisation, *, chosen: str, language: str, now: datetime
) -> OrganisationScreen:
    """Three queries, however many members and courses; `chosen` is the key of a course, as text."""
    members = members_of(organisation)
    days = _days(members)
    courses = _courses(organisation, language)
    at = next((course for course in courses if str(course.key) == chosen), None)
    at = at or (courses[0] if courses else None)
    counts = [
        CourseCount(
            key=course.key,
            title=course.title,
            finished=sum((member.subject_id, course.key) in days for member in members),
            is_chosen=course is at,
        )
        for course in courses
    ]
    rows = [
        MemberRow(
            pk=member.pk,
            name=member.name,
            is_contact=member.is_contact,
            finished_on=days.get((member.subject_id, at.key)) if at else None,
        )
        for member in members
    ]
    last = _last_reminder(organisation)
    return OrganisationScreen(
        members=len(members),
        courses=counts,
        chosen=next((count for count in counts if count.is_chosen), None),
        rows=rows,
        unfinished=sum(row.finished_on is None for row in rows),
        last_reminder=last,
        next_reminder_from=_not_before(organisation, last, now),
    )


def organisation_table(organisation: Organisation, language: str) -> OrganisationTable:
    """Every member with the day on which each course was finished; two queries."""
    members = members_of(organisation)
    days = _days(members)
    courses = _courses(organisation, language)
    return OrganisationTable(
        courses=[course.title for course in courses],
        rows=[
            (member.name, [days.get((member.subject_id, course.key)) for course in courses])
            for member in members
        ],
    )


@dataclass(frozen=True)
class Reminded:
    """A course in each language that its members may read it in, and who is written to about it."""

    courses: list[CourseOutline]
    users: list[User]

    def course_in(self, language: str) -> CourseOutline:
        found = next((course for course in self.courses if course.language == language), None)
        return found or self.courses[0]


def to_be_reminded(organisation: Organisation, course_key: UUID, now: datetime) -> Reminded | None:
    """Members who have not finished a course and want to be reminded, where they can go on with it.

    Once nobody can enrol any more, those who take it. None when the organisation has no such course, or
    all its members have finished: what a contact person sees anyhow. Who takes it, or wants no mail,
    is not to be read off from the answer.
    """
    courses = [course for course in _open_to(organisation) if course.key == course_key]
    finished = Enrolment.objects.filter(course_key=course_key, completed_at__isnull=False)
    members = User.objects.exclude(subject_id__in=finished.values("subject_id"))
    if not courses or not members.filter(subject__memberships__organisation=organisation).exists():
        return None
    users = members.filter(
        is_active=True,
        subject__memberships__organisation=organisation,
        subject__memberships__wants_reminders=True,
    ).exclude(subject_id__in=refused_by(REMINDER))
    begin_in = [course for course in courses if lets_members_in(course, now)]
    if not begin_in:
        taken = Enrolment.objects.filter(course_key=course_key)
        users = users.filter(subject_id__in=taken.values("subject_id"))
    return Reminded(begin_in or courses, list(users.order_by("pk")))


def next_reminder_from(organisation: Organisation, now: datetime) -> datetime | None:
    """The moment from which the next reminder may go, or None when that is now."""
    return _not_before(organisation, _last_reminder(organisation), now)


def _not_before(
    organisation: Organisation, last: datetime | None, now: datetime
) -> datetime | None:
    if last is None:
        return None
    moment = last + timedelta(days=organisation.reminder_days)
    return moment if now < moment else None


def _last_reminder(organisation: Organisation) -> datetime | None:
    sent = OrganisationReminder.objects.filter(organisation=organisation)
    return sent.order_by("-sent_at").values_list("sent_at", flat=True).first()


def _days(members: list[MemberLine]) -> dict[tuple[UUID, UUID], date]:
    """The day on which a member finished a course, in Brussels."""
    finished = Enrolment.objects.filter(
        subject_id__in=[member.subject_id for member in members], completed_at__isnull=False
    ).values_list("subject_id", "course_key", "completed_at")
    return {
        (subject_id, course_key): completed_at.astimezone(BRUSSELS).date()
        for subject_id, course_key, completed_at in finished
        if completed_at
    }


def _courses(organisation: Organisation, language: str) -> list[CourseOutline]:
    """Every published course for its members once, in this language where it is there."""
    found: dict[UUID, CourseOutline] = {}
    for course in _open_to(organisation):
        if course.key not in found or course.language == language:
            found[course.key] = course
    return list(found.values())


def _open_to(organisation: Organisation) -> list[CourseOutline]:
    """The courses for its members, in each of their languages."""
    courses = outlines().by_pk.values()
    return [course for course in courses if is_for_members_of(course, organisation.pk)]
