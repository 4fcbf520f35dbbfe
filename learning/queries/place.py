"""The learner's own place, `/mijn/`: what is next, how far, what is proved. Few queries, many courses."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from credentials.models import Certificate
from credentials.queries import certificates_of
from learning.models import CoursePage
from learning.models.enrolment import Enrolment
from learning.outline import CourseOutline
from quizzes.models import Attempt
from webinar.live.queries import MyRegistration, my_registrations

from .course import way_of
from .notes import NoteLine, newest_notes
from .outlines import outlines
from .quiz_card import next_for
from .renewals import RenewalScreen, renewals
from .resuming import Taken, attempted, where_they_were
from .self_assessment import OpenAssessment, open_assessments
from .states import NextStep, Way


@dataclass(frozen=True)
class CourseProgress:
    """A course and how far its learner is, worked out as far as a screen asks.

    `key` names the state and no learner: whoever has done the same reads the same.
    """

    key: tuple
    way: Way

    @property
    def title(self) -> str:
        return self.way.course.title

    @property
    def url(self) -> str:
        return self.way.course.url

    @property
    def is_completed(self) -> bool:
        return self.way.is_finished

    @property
    def percent(self) -> int:
        return self.way.percent

    @property
    def may_complete(self) -> bool:
        """Nothing is left, though it is not completed: it asks less than before."""
        return not self.is_completed and self.way.is_all_done

    @property
    def time_left(self) -> str:
        return self.way.time_left


@dataclass(frozen=True)
class OfflineCourse:
    """A course of the learner that is published in no language at the moment."""

    title: str
    is_completed: bool


@dataclass(frozen=True)
class MyPlace:
    next: NextStep | None
    courses: list[CourseProgress]
    offline: list[OfflineCourse]
    certificates: list[Certificate]
    registrations: tuple[MyRegistration, ...]
    assessments: list[OpenAssessment]
    # The last few that were kept.
    notes: list[NoteLine]
    # (course, address) of what the learner rated before, for their eyes alone.
    assessed: list[tuple[str, str]]
    renewals: list[RenewalScreen]


def my_place(*, subject_id: UUID, language: str, now: datetime) -> MyPlace:
    """What is next is where they were; else the first step of the course enrolled in last.

    A course of which nothing can be done today makes way for one enrolled in before.
    """
    enrolments = list(Enrolment.objects.of(subject_id).order_by("-enrolled_at", "-pk"))
    certificates = certificates_of(subject_id)
    taken = [
        (outline, enrolment)
        for enrolment in enrolments
        if (outline := outlines().in_language(enrolment.course_key, language, enrolment.course_id))
    ]
    courses = [_course(outline, enrolment) for outline, enrolment in taken]
    shown = {enrolment.pk for _outline, enrolment in taken}
    return MyPlace(
        next=_next(taken, courses, subject_id, now),
        # Those that are done stand after those under way.
        courses=sorted(courses, key=lambda course: course.is_completed),
        offline=_offline([each for each in enrolments if each.pk not in shown]),
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
    taken: list[Taken], courses: list[CourseProgress], subject_id: UUID, now: datetime
) -> NextStep | None:
    """With the title of its course, where there are several."""
    attempts = attempted(taken, subject_id)
    found = where_they_were(taken, attempts=attempts, subject_id=subject_id, now=now)
    step, title = (
        (found[1], _title(taken, found[0])) if found else _first_step(taken, courses, attempts, now)
    )
    return replace(step, course_title=title) if step and len(courses) > 1 else step


def _title(taken: list[Taken], enrolment: Enrolment) -> str:
    return next(course.title for course, each in taken if each == enrolment)


def _first_step(
    taken: list[Taken], courses: list[CourseProgress], attempts: list[Attempt], now: datetime
) -> tuple[NextStep | None, str]:
    """The first that this learner can take today, else the first; with the title of its course."""
    waiting: tuple[NextStep | None, str] = (None, "")
    for (_outline, enrolment), course in zip(taken, courses, strict=True):
        step = None if course.is_completed else next_for(course.way, enrolment, attempts, now)
        if step is not None and step.can_be_taken_today:
            return step, course.title
        if waiting[0] is None:
            waiting = step, course.title
    return waiting


def _offline(enrolments: list[Enrolment]) -> list[OfflineCourse]:
    """No query where every course is published."""
    pages = (
        CoursePage.objects.in_bulk([each.course_id for each in enrolments]) if enrolments else {}
    )
    return [
        OfflineCourse(pages[each.course_id].title, each.completed_at is not None)
        for each in enrolments
    ]


def _course(outline: CourseOutline, enrolment: Enrolment) -> CourseProgress:
    way = way_of(outline, enrolment)
    done = () if way.is_finished else (tuple(enrolment.lessons_done), tuple(enrolment.quizzes_done))
    return CourseProgress((outline.pk, way.is_finished, *done), way)
