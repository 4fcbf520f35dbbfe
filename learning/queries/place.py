"""The learner's own place, `/mijn/`: what is next, how far, what is proved. Few queries, many courses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from credentials.models import Certificate
from credentials.queries import certificates_of
from learning.certificates import newest_of
from learning.models.enrolment import Enrolment
from learning.models.reflection import Reflection
from learning.outline import CourseOutline
from webinar.live.queries import MyRegistration, my_registrations

from .course import way_of
from .notes import NoteLine, newest_notes
from .outlines import outlines
from .renewals import RenewalScreen, renewals
from .resuming import where_they_were
from .self_assessment import OpenAssessment, open_assessments
from .states import NextStep


@dataclass(frozen=True)
class CourseProgress:
    title: str
    url: str
    percent: int
    is_completed: bool
    time_left: str
    next: NextStep | None
    certificate: Certificate | None


@dataclass(frozen=True)
class MyPlace:
    next: NextStep | None
    courses: list[CourseProgress]
    certificates: list[Certificate]
    registrations: tuple[MyRegistration, ...]
    assessments: list[OpenAssessment]
    # The last few that were kept.
    notes: list[NoteLine]
    # (course, address) of what the learner rated before, for their eyes alone.
    assessed: list[tuple[str, str]]
    renewals: list[RenewalScreen]


def my_place(*, subject_id: UUID, language: str, now: datetime) -> MyPlace:
    """What is next is where they were; else the first step of the course enrolled in last."""
    enrolments = list(Enrolment.objects.of(subject_id).order_by("-enrolled_at", "-pk"))
    certificates = certificates_of(subject_id)
    taken = [
        (outline, enrolment)
        for enrolment in enrolments
        if (outline := outlines().in_language(enrolment.course_key, language, enrolment.course_id))
    ]
    courses = [_course(outline, enrolment, certificates) for outline, enrolment in taken]
    return MyPlace(
        next=_next(taken, courses, subject_id, now),
        courses=courses,
        certificates=certificates,
        renewals=renewals(taken, certificates, now),
        registrations=my_registrations(subject_id, now),
        assessments=open_assessments(taken, now),
        notes=newest_notes(taken, subject_id=subject_id, now=now),
        assessed=[
            (outline.title, reverse("learning:my_self_assessment", args=[enrolment.uuid]))
            for outline, enrolment in taken
            if enrolment.self_assessed
        ],
    )


def _next(
    taken: list[tuple[CourseOutline, Enrolment]],
    courses: list[CourseProgress],
    subject_id: UUID,
    now: datetime,
) -> NextStep | None:
    found = where_they_were(taken, subject_id=subject_id, now=now)
    if found:
        return found[1]
    return next((course.next for course in courses if not course.is_completed), None)


def _course(
    outline: CourseOutline, enrolment: Enrolment, certificates: list[Certificate]
) -> CourseProgress:
    way = way_of(outline, enrolment)
    completed = enrolment.completed_at is not None
    return CourseProgress(
        title=outline.title,
        url=outline.url,
        percent=100 if completed else way.percent,
        is_completed=completed,
        time_left=way.time_left,
        next=way.next,
        certificate=newest_of(certificates, enrolment.course_key),
    )


def reflections_of(subject_id: UUID) -> list[Reflection]:
    """What the learner wrote, the newest first, with the lesson it was written in."""
    return list(Reflection.objects.filter(subject_id=subject_id).select_related("lesson"))
