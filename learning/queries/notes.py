"""What a learner kept: where it stands, what is said there, and their own words.

The words are the learner's and are always shown; what is said in a recording only while it may be.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext

from learning.completion import open_lessons
from learning.models.enrolment import Enrolment
from learning.models.note import Note
from learning.moment_links import moment_link
from learning.outline import CourseOutline, LessonOutline
from webinar.recordings.moments import clock_label, iso_duration
from webinar.recordings.quoting import Asked, Quote, quotes
from webinar.recordings.timeline import Timeline

from .outlines import outlines
from .shown import kept_recording, open_timelines

A_PAGE = 40
NEWEST = 3


@dataclass(frozen=True)
class NoteLine:
    """One note on a screen. `label` and `url` are empty where there is nothing to go to."""

    public_id: UUID
    text: str
    fingerprint: str
    kept_at: datetime
    lesson: str
    lesson_url: str = ""
    course: str = ""
    label: str = ""
    iso: str = ""
    url: str = ""
    quote: str = ""
    # Why the words stand alone.
    remark: str = ""


@dataclass(frozen=True)
class NotesOfLesson:
    title: str
    url: str
    lines: list[NoteLine]


@dataclass(frozen=True)
class NotesOfCourse:
    title: str
    lessons: list[NotesOfLesson]


@dataclass(frozen=True)
class MyNotes:
    """One page of what a learner kept; `page` is Django's, for the way to the others."""

    courses: list[NotesOfCourse]
    page: Page
    count: int


@dataclass(frozen=True)
class _Place:
    """A lesson of a course that the learner takes."""

    course: CourseOutline
    lesson: LessonOutline
    number: int
    is_open: bool


Timelines = Callable[[int], Timeline | None]


def my_notes(*, subject_id: UUID, language: str, now: datetime, page: str = "1") -> MyNotes:
    """What a learner kept, by course and lesson. As many queries for one note as for a thousand."""
    places = _places(subject_id, language)
    notes = _in_order(Note.objects.filter(subject_id=subject_id).select_related("lesson"), places)
    shown = Paginator(notes, A_PAGE).get_page(page)
    lines = _with_quotes(list(shown.object_list), places, language, now)
    return MyNotes(courses=_by_course(lines), page=shown, count=len(notes))


def newest_notes(
    taken: Iterable[tuple[CourseOutline, Enrolment]], *, subject_id: UUID, now: datetime
) -> list[NoteLine]:
    """The last few, without what is said there; one query."""
    found = list(Note.objects.filter(subject_id=subject_id).select_related("lesson")[:NEWEST])
    noted = {note.lesson_key for note in found}
    places = _places_of(
        (course, enrolment)
        for course, enrolment in taken
        if noted and any(lesson.key in noted for lesson in course.lessons)
    )
    return [_placed(note, places, timelines_kept(now)) for note in found]


def note_of(subject_id: UUID, public_id: UUID) -> Note | None:
    """A learner's own note; another's is as if it were not there."""
    found = Note.objects.filter(subject_id=subject_id, public_id=public_id)
    return found.select_related("lesson").first()


def line_of(note: Note, language: str, now: datetime) -> NoteLine:
    """One note as its own screen shows it."""
    places = _places(note.subject_id, language)
    return _with_quotes([note], places, language, now)[0]


def notes_as_text(*, subject_id: UUID, language: str, now: datetime) -> str:
    """Everything a learner kept, as a text file: by course and lesson, with what is said there."""
    places = _places(subject_id, language)
    notes = _in_order(Note.objects.filter(subject_id=subject_id).select_related("lesson"), places)
    lines = [
        line
        for first in range(0, len(notes), A_PAGE)
        for line in _with_quotes(notes[first : first + A_PAGE], places, language, now)
    ]
    parts = []
    for course in _by_course(lines):
        parts.append(f"{course.title}\n{'=' * len(course.title)}" if course.title else "")
        for lesson in course.lessons:
            parts.append(f"{lesson.title}\n{'-' * len(lesson.title)}")
            parts += [_as_text(line) for line in lesson.lines]
    return "\n\n".join(part for part in parts if part) + "\n"


def timelines_kept(now: datetime) -> Timelines:
    """By recording what is shown of it, from what is kept for this generation; None behind a veto."""

    def timeline(recording_id: int) -> Timeline | None:
        recording = kept_recording(recording_id)
        return recording.timeline() if recording and recording.is_open(now) else None

    return timeline


def _places(subject_id: UUID, language: str) -> dict[UUID, _Place]:
    enrolments = Enrolment.objects.of(subject_id).order_by("-enrolled_at", "-pk")
    return _places_of(
        (outline, enrolment)
        for enrolment in enrolments
        if (outline := outlines().in_language(enrolment.course_key, language, enrolment.course_id))
    )


def _places_of(taken: Iterable[tuple[CourseOutline, Enrolment]]) -> dict[UUID, _Place]:
    """Every lesson of the courses a learner takes, by its key in any language, in order."""
    places: dict[UUID, _Place] = {}
    for course, enrolment in taken:
        allowed = {lesson.key for lesson in open_lessons(course, enrolment.done)}
        for lesson in course.lessons:
            place = _Place(course, lesson, len(places), lesson.key in allowed)
            places.setdefault(lesson.key, place)
    return places


def _in_order(notes: Iterable[Note], places: dict[UUID, _Place]) -> list[Note]:
    """As the courses stand, newest first; what stands in no course that is published comes last."""

    def order(note: Note) -> tuple:
        place = places.get(note.lesson_key)
        number = place.number if place else len(places)
        return (number, str(note.lesson_key), *note.order_in_lesson)

    return sorted(notes, key=order)


def _with_quotes(
    notes: list[Note], places: dict[UUID, _Place], language: str, now: datetime
) -> list[NoteLine]:
    """With what is said at each moment that may be heard; as many queries whatever their number."""
    timelines = open_timelines({note.recording_id for note in notes if note.recording_id}, now)
    said = _said(notes, places, language, timelines)
    lines = {note.pk: _placed(note, places, timelines.get) for note in notes}
    return [
        replace(line, quote=said.get(pk, "")) if line.label else line for pk, line in lines.items()
    ]


def _said(
    notes: Collection[Note],
    places: dict[UUID, _Place],
    language: str,
    timelines: dict[int, Timeline],
) -> dict[int, str]:
    asked: dict[int, list[Asked]] = {}
    for note in notes:
        place, timeline = places.get(note.lesson_key), timelines.get(note.recording_id or 0)
        if note.recording_id is None or note.at_ms is None or place is None or timeline is None:
            continue
        if place.is_open and not _remark(note.at_ms, timeline):
            # What the reader reads, else what was spoken in the course.
            languages = dict.fromkeys([language, place.course.language])
            asked[note.pk] = [Asked(note.recording_id, word, note.at_ms) for word in languages]
    found = quotes([each for some in asked.values() for each in some], timelines)
    nothing = Quote(said="")
    return {
        pk: next(filter(None, (found.get(each, nothing).said for each in some)), "")
        for pk, some in asked.items()
    }


def _placed(note: Note, places: dict[UUID, _Place], timelines: Timelines) -> NoteLine:
    place = places.get(note.lesson_key)
    line = line_in(note, place.lesson if place else None, timelines)
    return replace(line, course=place.course.title) if place else line


def line_in(note: Note, lesson: LessonOutline | None, timelines: Timelines) -> NoteLine:
    """A note where it stands in a lesson; without one, for a lesson that is not published."""
    line = NoteLine(
        public_id=note.public_id,
        text=note.text,
        fingerprint=note.fingerprint,
        kept_at=note.kept_at,
        lesson=lesson.title if lesson else "",
    )
    if lesson is None:
        remark = gettext("This lesson is not published at the moment.")
        return replace(line, lesson=note.lesson.title, remark=remark)
    line = replace(line, url=lesson.url, lesson_url=lesson.url)
    if note.recording_id is None or note.at_ms is None:
        return line
    timeline = timelines(note.recording_id)
    if timeline is None:
        return replace(line, remark=gettext("The recording cannot be watched any more."))
    segment = lesson.segment_at(note.recording_id, note.at_ms)
    if segment is None or timeline.shown_span(segment.start_ms, segment.end_ms) is None:
        return replace(line, remark=gettext("The lesson does not show this moment any more."))
    shown_ms = timeline.shown(note.at_ms)
    return replace(
        line,
        label=clock_label(shown_ms),
        iso=iso_duration(shown_ms),
        url=moment_link(lesson.url, note.at_ms, segment),
        remark=_remark(note.at_ms, timeline),
    )


def _remark(at_ms: int | None, timeline: Timeline) -> str:
    """What became of a moment that is shown no more."""
    if at_ms is None:
        return ""
    if at_ms > timeline.duration_ms:
        return gettext("The recording ends before this moment now. The link leads to its end.")
    if timeline.is_cut_into(at_ms, at_ms + 1):
        return gettext("This moment was cut from the recording. The link leads to what follows it.")
    return ""


def _by_course(lines: list[NoteLine]) -> list[NotesOfCourse]:
    return [
        NotesOfCourse(
            title=title,
            lessons=[
                NotesOfLesson(lesson, url, some)
                for (lesson, url), some in _groups(
                    of_course, lambda line: (line.lesson, line.lesson_url)
                )
            ],
        )
        for (title,), of_course in _groups(lines, lambda line: (line.course,))
    ]


def _groups(
    lines: Iterable[NoteLine], key: Callable[[NoteLine], tuple[str, ...]]
) -> list[tuple[tuple[str, ...], list[NoteLine]]]:
    return [(name, list(some)) for name, some in groupby(lines, key)]


def _as_text(line: NoteLine) -> str:
    place = f"[{line.label}] " if line.label else ""
    said = f"{place}“{line.quote}”" if line.quote else place.strip()
    return "\n".join(filter(None, [said, line.remark, line.text]))
