"""A substantive change of a course: declared by an editor, noted when it is published, once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from wagtail.models import Page

from learning.errors import NothingChanged, NotPublishedYet
from learning.models import CoursePage, CourseVersion, DeclaredChange, LessonPage, ModulePage
from learning.versions import FIRST
from safety import page_cache

from .completing import course_of


def declare_change(*, page_id: int, sentence: str, by_role: str) -> None:
    """Keep what an editor said of a page's next publication; an empty sentence takes it back."""
    sentence = sentence.strip()
    if not sentence:
        DeclaredChange.objects.filter(page_id=page_id).delete()
        return
    DeclaredChange.objects.update_or_create(
        page_id=page_id, defaults={"sentence": sentence, "by_role": by_role}
    )


def note_published(
    *, page: CoursePage | ModulePage | LessonPage, now: datetime
) -> CourseVersion | None:
    """A page of a course was published: when a change was declared for it, the course has a new version.

    The declaration is used up. In a course that is not published nobody has taken anything: then
    nothing is noted.
    """
    with transaction.atomic():
        declared = (
            DeclaredChange.objects.select_for_update(no_key=True).filter(page_id=page.pk).first()
        )
        if declared is None:
            return None
        declared.delete()
        course = page if isinstance(page, CoursePage) else course_of(page)
        if not course.live:
            return None
        lessons, quizzes = _changed_by(page)
        return note_change(
            course=course,
            sentence=declared.sentence,
            lessons=lessons,
            quizzes=quizzes,
            by_role=declared.by_role,
            now=now,
        )


def note_change(
    *,
    course: CoursePage,
    sentence: str,
    lessons: Collection[UUID],
    quizzes: Collection[UUID],
    by_role: str,
    now: datetime,
) -> CourseVersion:
    """Give the course its next version, in every language at once.

    `lessons` are the keys of the lessons that read otherwise, `quizzes` those of the modules whose quiz
    asks otherwise. Raises NothingChanged (no sentence, or a part of another course), NotPublishedYet.
    """
    sentence = sentence.strip()
    with transaction.atomic():
        # Of two changes at once the second gets the number after the first.
        held = CoursePage.objects.filter(translation_key=course.translation_key).order_by("pk")
        pages = list(held.select_for_update(no_key=True, of=("self",)).select_related("locale"))
        if not any(page.live for page in pages):
            raise NotPublishedYet
        if not sentence or not _are_of(pages, lessons, quizzes):
            raise NothingChanged
        noted = CourseVersion.objects.filter(course_key=course.translation_key)
        newest = noted.aggregate(newest=Max("number"))["newest"] or FIRST
        language = course.locale.language_code
        version = CourseVersion.objects.create(
            course_key=course.translation_key,
            number=newest + 1,
            noted_at=now,
            language=language,
            sentences={language: sentence},
            lessons=sorted(map(str, set(lessons))),
            quizzes=sorted(map(str, set(quizzes))),
            by_role=by_role,
        )
        page_cache.bump()
    return version


def translate_change(*, version: CourseVersion, language: str, sentence: str) -> CourseVersion:
    """Write, or correct, the sentence of a version in one language. Raises NothingChanged without one."""
    if not sentence.strip():
        raise NothingChanged
    with transaction.atomic():
        found = CourseVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        found.sentences = found.sentences | {language: sentence.strip()}
        found.save(update_fields=["sentences"])
        page_cache.bump()
    return found


def _changed_by(
    page: CoursePage | ModulePage | LessonPage,
) -> tuple[list[UUID], list[UUID]]:
    """Which lessons and which modules' quizzes are other than before, by publishing this page."""
    if isinstance(page, LessonPage):
        return [page.translation_key], []
    if isinstance(page, CoursePage):
        return [], []
    quizzes = [page.translation_key] if page.quiz_id else []
    if page.first_published_at != page.last_published_at:
        return [], quizzes
    # A module that was not there before: all of it is new.
    lessons = LessonPage.objects.child_of(page).live()
    return list(lessons.values_list("translation_key", flat=True)), quizzes


def _are_of(
    pages: Collection[CoursePage], lessons: Collection[UUID], quizzes: Collection[UUID]
) -> bool:
    """Whether these are lessons and modules of the course, published or not, in any language."""
    below = Page.objects.none()
    for page in pages:
        below = below | Page.objects.descendant_of(page)
    keys = set(below.values_list("translation_key", flat=True))
    return set(lessons) | set(quizzes) <= keys
