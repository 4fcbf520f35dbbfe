"""What the page of a course and of a module shows to whoever asks."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from wagtail.models import Page

from core import clock
from credentials.models import Certificate
from credentials.queries import certificates_of
from learning import wording
from learning.certificates import newest_of
from learning.completion import Done, Step
from learning.doors import is_readable_by_everyone
from learning.models import pages
from learning.models.enrolment import Enrolment
from learning.outline import CourseOutline, ModuleOutline

from .changes import Change, history
from .door import Door, closed_door
from .outlines import outlines, read_outline, read_previewed_outline
from .progress import enrolment_in
from .quiz_card import QuizCard, next_for, quiz_of_module
from .renewals import RenewalScreen, renewals
from .resuming import attempted, where_they_were
from .self_assessment import OpenAssessment, open_assessment_of_course
from .states import NextStep, Way

ANONYMOUS = "anonymous"
MAY_ENROL = "may_enrol"
CLOSED = "closed"
ENROLLED = "enrolled"
COMPLETED = "completed"


class _TakesPart:
    """A screen whose `state` says whether the asker takes the course."""

    state: str

    @property
    def takes_part(self) -> bool:
        return self.state in (ENROLLED, COMPLETED)


@dataclass(frozen=True)
class CourseScreen(_TakesPart):
    state: str
    duration: str
    way: Way
    certificate: Certificate | None = None
    # What to go on with: where they were, else the first step that is not done.
    next: NextStep | None = None
    # Nothing is left, though the course is not completed: it asks less than before.
    may_complete: bool = False
    # Why they cannot enrol, when they cannot.
    door: Door | None = None
    # Where whoever is not enrolled reads without anything being kept.
    reading_url: str = ""
    # Voluntary, and beside the way through the course.
    assessment: OpenAssessment | None = None
    # What changed, the newest version first; the last is the first publication.
    history: tuple[Change, ...] = ()
    renewal: RenewalScreen | None = None
    # Under what the parts that everyone in this state sees alike are kept; a draft is not kept.
    key: tuple | None = None


@dataclass(frozen=True)
class ModuleScreen(_TakesPart):
    state: str
    way: Way
    quiz: QuizCard | None


def subject_of(request: HttpRequest) -> UUID | None:
    return request.user.subject_id if request.user.is_authenticated else None


def is_preview(request: HttpRequest) -> bool:
    return getattr(request, "is_preview", False)


def outline_of(course: "pages.CoursePage", request: HttpRequest) -> CourseOutline:
    """The kept outline; before the course is published, what the database holds now; in a preview, its drafts too."""
    if is_preview(request):
        return read_previewed_outline(course)
    return outlines().of(course.pk) or read_outline(course)


def outline_of_part(part: Page, request: HttpRequest) -> CourseOutline | None:
    """The outline of the course that a module or a lesson belongs to; None while it is not published,
    except in a preview.

    A part that is still published itself is not shown by its address once its course is taken offline.
    """
    if is_preview(request):
        return read_previewed_outline(pages.CoursePage.objects.ancestor_of(part).get(), part)
    return outlines().of_part(part.pk)


def course_screen(course: "pages.CoursePage", request: HttpRequest) -> CourseScreen:
    enrolment = enrolment_in(course.translation_key, subject_of(request))
    outline = outline_of(course, request)
    way = way_of(outline, enrolment)
    certificates = _certificates(enrolment)
    door = None if enrolment else closed_door(outline, subject_of(request), clock.now())
    state = _state(enrolment, request, door)
    return CourseScreen(
        state=state,
        duration=wording.duration(course.minutes),
        way=way,
        certificate=newest_of(certificates, outline.key),
        next=_next(way, enrolment) if enrolment else None,
        may_complete=bool(enrolment and not enrolment.completed_at) and way.is_all_done,
        door=door,
        history=tuple(history(outline)),
        renewal=_renewal(outline, enrolment, certificates),
        assessment=open_assessment_of_course(course, enrolment),
        reading_url="" if enrolment else _reading_url(outline),
        key=None if is_preview(request) else (state, *way.key),
    )


def module_screen(module: "pages.ModulePage", request: HttpRequest) -> ModuleScreen | None:
    """None when its course is not published, and in a preview before the module is saved."""
    outline = outline_of_part(module, request)
    found = outline.module(module.translation_key) if outline else None
    if outline is None or found is None:
        return None
    enrolment = enrolment_in(outline.key, subject_of(request))
    way = way_of(outline, enrolment, module=found)
    return ModuleScreen(
        state=_state(enrolment, request),
        way=way,
        quiz=quiz_of_module(found, way, enrolment),
    )


def way_of(
    course: CourseOutline,
    enrolment: Enrolment | None,
    module: ModuleOutline | None = None,
    here: Step | None = None,
) -> Way:
    """The course with what this learner has done of it; nothing for whoever does not take it."""
    if enrolment is None:
        return Way(course, Done(), module=module, here=here)
    is_finished = enrolment.completed_at is not None
    return Way(course, enrolment.done, module=module, here=here, is_finished=is_finished)


def _state(
    enrolment: Enrolment | None,
    request: HttpRequest,
    door: Door | None = None,
) -> str:
    if enrolment is not None:
        return COMPLETED if enrolment.completed_at else ENROLLED
    if door is not None:
        return CLOSED
    return MAY_ENROL if request.user.is_authenticated else ANONYMOUS


def _reading_url(outline: CourseOutline) -> str:
    """The first lesson of a course that everyone may read."""
    if not is_readable_by_everyone(outline, clock.now()):
        return ""
    return next((lesson.url for lesson in outline.lessons), "")


def _next(way: Way, enrolment: Enrolment) -> NextStep | None:
    taken = [(way.course, enrolment)]
    subject_id, now = enrolment.subject_id, clock.now()
    attempts = attempted(taken, subject_id)
    found = where_they_were(taken, attempts=attempts, subject_id=subject_id, now=now)
    return found[1] if found else next_for(way, enrolment, attempts, now)


def _certificates(enrolment: Enrolment | None) -> list[Certificate]:
    if enrolment is None or enrolment.completed_at is None:
        return []
    return certificates_of(enrolment.subject_id)


def _renewal(
    outline: CourseOutline, enrolment: Enrolment | None, certificates: list[Certificate]
) -> RenewalScreen | None:
    """What of this course may be renewed; nothing is asked where there is no certificate."""
    if enrolment is None or not certificates:
        return None
    found = renewals([(outline, enrolment)], certificates, clock.now())
    return next(iter(found), None)
