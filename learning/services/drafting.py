"""A recording is the start of a course: a draft with a lesson for each chapter."""

from dataclasses import dataclass
from math import ceil

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from learning.enums import CompletionRule
from learning.errors import CourseAlreadyThere
from learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from webinar.recordings.models import Recording

MS_A_MINUTE = 60_000
LONGEST_SLUG = 60


@dataclass(frozen=True)
class DraftLesson:
    """A chapter as a lesson; times are the source's, `minutes` what is shown of it, at least one."""

    title: str
    start_ms: int
    end_ms: int
    minutes: int


def lessons_of(recording: Recording) -> list[DraftLesson]:
    """A lesson for each chapter of which something is shown; without chapters, one for it all."""
    timeline = recording.timeline()
    chapters = list(
        recording.chapters.filter(start_ms__lt=recording.duration_ms).order_by("start_ms")
    )
    if not chapters:
        marks = [(recording.title, 0)]
    else:
        # What is said before the first chapter belongs to it.
        marks = [(mark.title, mark.start_ms if place else 0) for place, mark in enumerate(chapters)]
    ends = [start for _title, start in marks[1:]] + [recording.duration_ms]
    lessons = []
    for (title, start), end in zip(marks, ends, strict=True):
        shown = timeline.shown_span(start, end)
        if shown:
            minutes = max(1, ceil((shown[1] - shown[0]) / MS_A_MINUTE))
            lessons.append(DraftLesson(title, start, end, minutes))
    return lessons


@transaction.atomic
def draft_course(
    *, recording: Recording, catalogue: CourseIndexPage, title: str, owner: User
) -> CoursePage:
    """A course nobody sees yet: one module, and a lesson with its segment for each chapter.

    Raises CourseAlreadyThere for a second course of one name, so that a form sent twice drafts one.
    """
    CourseIndexPage.objects.select_for_update(no_key=True).get(pk=catalogue.pk)
    slug = slugify(title)[:LONGEST_SLUG].rstrip("-") or "cursus"
    existing = CoursePage.objects.child_of(catalogue).filter(slug=slug).first()
    if existing:
        raise CourseAlreadyThere(existing)
    lessons = lessons_of(recording)
    course = CoursePage(
        title=title,
        slug=slug,
        intro=_("Drafted from the recording “%(title)s”. Write here what the course is about.")
        % {"title": recording.title},
        minutes=sum(lesson.minutes for lesson in lessons) or 1,
        live=False,
        owner=owner,
    )
    _add(catalogue, course, owner)
    module = ModulePage(title=recording.title, slug="module-1", live=False, owner=owner)
    _add(course, module, owner)
    for number, lesson in enumerate(lessons, start=1):
        _add(module, _lesson(recording, lesson, number, owner), owner)
    return course


def _lesson(recording: Recording, lesson: DraftLesson, number: int, owner: User) -> LessonPage:
    segment = {"recording": recording, "start": lesson.start_ms, "end": lesson.end_ms}
    return LessonPage(
        title=lesson.title,
        slug=f"les-{number}",
        minutes=lesson.minutes,
        body=[("segment", segment)],
        completion_rule=CompletionRule.PLAYED_OR_READ,
        live=False,
        owner=owner,
    )


def _add(
    parent: CourseIndexPage | CoursePage | ModulePage,
    page: CoursePage | ModulePage | LessonPage,
    owner: User,
) -> None:
    parent.add_child(instance=page)
    page.save_revision(user=owner, log_action=True)
