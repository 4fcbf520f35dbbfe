"""What can be found of courses: the course by everyone, its modules and lessons by whoever takes it."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.text import Truncator

from search.enums import Shelf, Visibility
from search.markup import words_of_markup
from search.sources import Document

from .completion import open_lessons
from .models import CoursePage, Enrolment, LessonPage, ModulePage
from .outline import CourseOutline, LessonOutline, ModuleOutline
from .queries.body import draw
from .queries.outlines import outlines, read_outlines

EXCERPT_WORDS = 28
# What stands in many lessons and says nothing about this one; and slides, which are found in their
# recording, for as long as that may be seen.
AROUND_THE_WORDS = frozenset({"content_warning", "sources", "slides"})
KEY = "learning"


class CourseSource:
    key = KEY

    def documents(self, ids: Collection[str] | None) -> Iterable[Document]:
        """Published courses, modules and lessons. What is held back is not found either."""
        asked = None if ids is None else [int(each) for each in ids]
        courses = CoursePage.objects.public().in_bulk(asked)
        modules = ModulePage.objects.in_bulk(asked)
        lessons = LessonPage.objects.in_bulk(asked)
        for course in read_outlines():
            if course.pk in courses:
                yield _course(course, courses[course.pk])
            for module in course.modules:
                if module.pk in modules:
                    yield _module(course, module, modules[module.pk])
                for lesson in module.lessons:
                    if lesson.pk in lessons:
                        yield _lesson(course, lesson, lessons[lesson.pk])

    def visible(self, subject_id: UUID) -> set[str]:
        """The modules of the courses this person takes, and the lessons open to them; one query."""
        done = {
            enrolment.course_key: enrolment.done for enrolment in Enrolment.objects.of(subject_id)
        }
        mine = [course for course in outlines().by_pk.values() if course.key in done]
        modules = {module.pk for course in mine for module in course.modules}
        lessons = {
            lesson.pk for course in mine for lesson in open_lessons(course, done[course.key])
        }
        return {str(pk) for pk in modules | lessons}


def words_of(lesson: LessonPage) -> str:
    """The lesson as readers see it: what is held back cannot be found either."""
    return " ".join(
        piece.html or piece.prompt for piece in draw(lesson.body, without=AROUND_THE_WORDS)
    )


def _course(outline: CourseOutline, page: CoursePage) -> Document:
    return Document(
        object_id=str(outline.pk),
        language=outline.language,
        shelf=Shelf.PROFESSIONALS,
        title=outline.title,
        url=outline.url,
        excerpt=_excerpt(words_of_markup(page.intro)),
        text=words_of_markup(page.objectives),
    )


def _module(course: CourseOutline, module: ModuleOutline, page: ModulePage) -> Document:
    return Document(
        object_id=str(module.pk),
        language=course.language,
        shelf=Shelf.PROFESSIONALS,
        title=module.title,
        url=module.url,
        excerpt=_excerpt(words_of_markup(page.goals)),
        visibility=Visibility.RESTRICTED,
    )


def _lesson(course: CourseOutline, lesson: LessonOutline, page: LessonPage) -> Document:
    text = words_of_markup(words_of(page))
    return Document(
        object_id=str(lesson.pk),
        language=course.language,
        shelf=Shelf.PROFESSIONALS,
        title=lesson.title,
        url=lesson.url,
        excerpt=_excerpt(text),
        text=text,
        visibility=Visibility.RESTRICTED,
    )


def _excerpt(words: str) -> str:
    return Truncator(words).words(EXCERPT_WORDS, truncate="\N{NO-BREAK SPACE}…")
