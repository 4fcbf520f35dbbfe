"""The learner's own place, `/mijn/`: what is next, how far, what is proved. Few queries, many courses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from credentials.models import Certificate
from credentials.queries import certificates_of
from learning import wording
from learning.completion import Done, still_to_do
from learning.models.enrolment import Enrolment
from learning.models.reflection import Reflection
from learning.outline import CourseOutline
from webinar.live.queries import MyRegistration, my_registrations

from .course import certificate_of_course
from .outlines import outlines
from .progress import done_in_each
from .states import NextStep, course_percent, next_row


@dataclass(frozen=True)
class CourseProgress:
    title: str
    url: str
    percent: int
    is_completed: bool
    time_left: str
    to_do: list[str]
    next: NextStep | None
    certificate: Certificate | None


@dataclass(frozen=True)
class MyPlace:
    next: NextStep | None
    next_course: CourseProgress | None
    courses: list[CourseProgress]
    certificates: list[Certificate]
    registrations: tuple[MyRegistration, ...]


def my_place(*, subject_id: UUID, language: str, now: datetime) -> MyPlace:
    """What is next is the first step of the course enrolled in last that is not completed."""
    enrolments = list(Enrolment.objects.of(subject_id).order_by("-enrolled_at", "-pk"))
    done = done_in_each([enrolment.pk for enrolment in enrolments])
    certificates = certificates_of(subject_id)
    courses = [
        _course(outline, enrolment, done[enrolment.pk], certificates)
        for enrolment in enrolments
        if (outline := outlines().in_language(enrolment.course_key, language, enrolment.course_id))
    ]
    under_way = next((course for course in courses if not course.is_completed), None)
    return MyPlace(
        next=under_way.next if under_way else None,
        next_course=under_way,
        courses=courses,
        certificates=certificates,
        registrations=my_registrations(subject_id, now),
    )


def _course(
    outline: CourseOutline, enrolment: Enrolment, done: Done, certificates: list[Certificate]
) -> CourseProgress:
    left = still_to_do(outline, done)
    completed = enrolment.completed_at is not None
    return CourseProgress(
        title=outline.title,
        url=outline.url,
        percent=100 if completed else course_percent(outline, done),
        is_completed=completed,
        time_left=wording.duration(left.minutes) if left.minutes else "",
        to_do=wording.to_do(left),
        next=next_row(left.next),
        certificate=certificate_of_course(certificates, enrolment.course_key),
    )


def reflections_of(subject_id: UUID) -> list[Reflection]:
    """What the learner wrote, the newest first, with the lesson it was written in."""
    return list(Reflection.objects.filter(subject_id=subject_id).select_related("lesson"))
