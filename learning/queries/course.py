"""What the page of a course and of a module shows to whoever asks."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest
from wagtail.models import Page

from core import clock
from credentials.models import Certificate
from credentials.queries import certificates_of
from learning import access, wording
from learning.completion import Done, achievement_key, next_step, still_to_do
from learning.models import pages
from learning.models.enrolment import Enrolment
from learning.outline import CourseOutline

from .outlines import outlines, read_outline
from .progress import done_in, enrolment_in
from .states import ModuleRow, NextStep, StepRow, course_percent, module_rows, next_row, step_rows

ANONYMOUS = "anonymous"
MAY_ENROL = "may_enrol"
CLOSED = "closed"
ENROLLED = "enrolled"
COMPLETED = "completed"


@dataclass(frozen=True)
class CourseScreen:
    course: CourseOutline
    state: str
    duration: str
    modules: list[ModuleRow]
    percent: int = 0
    next: NextStep | None = None
    to_do: list[str] = field(default_factory=list)
    time_left: str = ""
    certificate: Certificate | None = None


@dataclass(frozen=True)
class ModuleScreen:
    course: CourseOutline
    state: str
    number: int
    duration: str
    steps: list[StepRow]
    percent: int
    quiz_pk: int
    quiz_state: str
    quiz_duration: str
    next: NextStep | None
    modules: list[ModuleRow]


def subject_of(request: HttpRequest) -> UUID | None:
    return request.user.subject_id if request.user.is_authenticated else None


def outline_for(course: "pages.CoursePage", request: HttpRequest) -> CourseOutline:
    """The kept outline; in a preview, or before it is published, what the database holds now."""
    kept = None if getattr(request, "is_preview", False) else outlines().of(course.pk)
    return kept or read_outline(course)


def outline_of_part(part: Page, request: HttpRequest) -> CourseOutline:
    """The outline of the course that a module or a lesson belongs to."""
    kept = None if getattr(request, "is_preview", False) else outlines().of_part(part.pk)
    return kept or read_outline(pages.CoursePage.objects.ancestor_of(part).get())


def course_screen(course: "pages.CoursePage", request: HttpRequest) -> CourseScreen:
    outline = outline_for(course, request)
    enrolment = enrolment_in(course.translation_key, subject_of(request))
    if enrolment is None:
        return CourseScreen(
            course=outline,
            state=_state_before_enrolment(course, request),
            duration=wording.duration(course.minutes),
            modules=module_rows(outline, Done()),
        )
    done = done_in(enrolment)
    left = still_to_do(outline, done)
    return CourseScreen(
        course=outline,
        state=COMPLETED if enrolment.completed_at else ENROLLED,
        duration=wording.duration(course.minutes),
        modules=module_rows(outline, done),
        percent=course_percent(outline, done),
        next=next_row(left.next),
        to_do=wording.to_do(left),
        time_left=wording.duration(left.minutes) if left.minutes else "",
        certificate=_certificate(enrolment),
    )


def module_screen(module: "pages.ModulePage", request: HttpRequest) -> ModuleScreen | None:
    """None when the module stands outside a published course (a preview before its course)."""
    outline = outline_of_part(module, request)
    found = outline.module(module.translation_key)
    if found is None:
        return None
    enrolment = enrolment_in(outline.key, subject_of(request))
    done = done_in(enrolment) if enrolment else Done()
    rows = step_rows(outline, found, done)
    quiz = next((row for row in rows if row.kind == "quiz"), None)
    mine = next(row for row in module_rows(outline, done) if row.number == found.number)
    return ModuleScreen(
        course=outline,
        state=_module_page_state(enrolment, request),
        number=found.number,
        duration=wording.duration(found.minutes),
        steps=[row for row in rows if row.kind == "lesson"],
        percent=mine.percent,
        quiz_pk=found.pk if quiz else 0,
        quiz_state=quiz.state if quiz else "",
        quiz_duration=quiz.duration if quiz else "",
        next=next_row(next_step(outline, done)) if enrolment else None,
        modules=module_rows(outline, done, with_steps=False),
    )


def _module_page_state(enrolment: Enrolment | None, request: HttpRequest) -> str:
    if enrolment:
        return COMPLETED if enrolment.completed_at else ENROLLED
    return MAY_ENROL if request.user.is_authenticated else ANONYMOUS


def _state_before_enrolment(course: "pages.CoursePage", request: HttpRequest) -> str:
    if not access.is_open_for_enrolment(course, clock.now()):
        return CLOSED
    return MAY_ENROL if request.user.is_authenticated else ANONYMOUS


def _certificate(enrolment: Enrolment) -> Certificate | None:
    if enrolment.completed_at is None:
        return None
    mine = certificates_of(enrolment.subject_id)
    return certificate_of_course(mine, enrolment.course_key)


def certificate_of_course(certificates: list[Certificate], key: UUID) -> Certificate | None:
    """The newest certificate of a course that was not replaced, or None."""
    return next(
        (
            certificate
            for certificate in certificates
            if certificate.achievement_key == achievement_key(key)
            and certificate.superseded_at is None
        ),
        None,
    )
