"""Where whoever asks may hear a recording: lessons they take, lessons open to everyone, pages of sessions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from learning.completion import open_lessons
from learning.doors import is_readable_by_everyone
from learning.models.enrolment import Enrolment
from learning.moment_links import moment_link
from learning.outline import CourseOutline, LessonOutline, Segment
from search.moments import Stretch
from webinar.live.queries import recorded_sessions, session_moment_link
from webinar.recordings.timeline import Span, Timeline

from .outlines import outlines


@dataclass(frozen=True)
class Place:
    """A page that shows a segment of a recording.

    Where `asks_right`, opening the page gives no right to the recording: that is asked apart.
    """

    title: str
    url: str
    where: str
    segment: Segment
    asks_right: bool = False
    # A lesson's player has an address of its own on its page; the page of a session has one player.
    is_lesson: bool = True

    def link(self, at_ms: int) -> str:
        if self.is_lesson:
            return moment_link(self.url, at_ms, self.segment)
        return session_moment_link(self.url, at_ms)

    @property
    def stretch(self) -> Stretch:
        segment = self.segment
        return Stretch(str(segment.recording_id), segment.start_ms, segment.end_ms, self)


@dataclass(frozen=True)
class Places:
    """All of them, and the pages of courses that are open to this person as to everyone."""

    all: tuple[Place, ...]
    readable_page_pks: frozenset[int]


def places(*, subject_id: UUID | None, language: str, now: datetime) -> Places:
    """Two queries at most. A lesson comes before a session that shows the same moment."""
    enrolments = list(Enrolment.objects.of(subject_id)) if subject_id else []
    lessons = []
    for enrolment in enrolments:
        course = outlines().in_language(enrolment.course_key, language, enrolment.course_id)
        if course is not None:
            lessons += _of_lessons(course, open_lessons(course, enrolment.done))
    readable = _readable_courses({each.course_key for each in enrolments}, now)
    for course in _one_language_each(readable, language):
        lessons += _of_lessons(course, course.lessons, asks_right=True)
    modules = {module.pk for course in readable for module in course.modules}
    pages = {lesson.pk for course in readable for lesson in course.lessons}
    return Places((*lessons, *_of_sessions(lessons)), frozenset(modules | pages))


def _of_lessons(
    course: CourseOutline, lessons: Iterable[LessonOutline], asks_right: bool = False
) -> list[Place]:
    return [
        Place(lesson.title, lesson.url, course.title, segment, asks_right)
        for lesson in lessons
        for segment in lesson.segments
    ]


def _readable_courses(taken: set[UUID], now: datetime) -> list[CourseOutline]:
    """Courses whose lessons are open to whoever comes by; who takes one goes by its order instead."""
    return [
        course
        for course in outlines().by_pk.values()
        if course.key not in taken and is_readable_by_everyone(course, now)
    ]


def _one_language_each(courses: list[CourseOutline], language: str) -> list[CourseOutline]:
    """Each course once: in the reader's language where it is open in it."""
    best: dict[UUID, CourseOutline] = {}
    for course in courses:
        if course.key not in best or course.language == language:
            best[course.key] = course
    return list(best.values())


def _of_sessions(lessons: Iterable[Place]) -> list[Place]:
    """What the pages of sessions show and no lesson of this person does."""
    told: dict[int, list[Span]] = defaultdict(list)
    for place in lessons:
        # A lesson whose recording may turn out to be closed hides nothing.
        if not place.asks_right:
            told[place.segment.recording_id].append((place.segment.start_ms, place.segment.end_ms))
    return [
        Place(
            title=session.title,
            url=session.url,
            where=gettext("Recording of a webinar"),
            segment=Segment(session.recording_id, start, end),
            asks_right=True,
            is_lesson=False,
        )
        for session in recorded_sessions()
        for start, end in Timeline(session.duration_ms, tuple(told[session.recording_id])).kept
    ]
