"""What a learner wrote for themselves, with the lesson it was written in where that is published."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from learning.models.enrolment import Enrolment
from learning.models.reflection import Reflection
from learning.outline import LessonOutline

from .outlines import outlines


@dataclass(frozen=True)
class Written:
    """One answer. `url` is empty where there is no lesson to go to."""

    pk: int
    lesson: str
    url: str
    prompt: str
    text: str
    written_at: datetime


def my_reflections(*, subject_id: UUID, language: str) -> list[Written]:
    """The newest first, the lesson as it is called in the reader's language; two queries."""
    rows = Reflection.objects.filter(subject_id=subject_id).select_related("lesson")
    lessons = _lessons(subject_id, language) if rows else {}
    return [_written(row, lessons.get(row.lesson_key)) for row in rows]


def reflections_as_text(*, subject_id: UUID, language: str) -> str:
    """Everything a learner wrote for themselves, as a text file: lesson, question, answer."""
    parts = [
        f"{each.lesson}\n{'-' * len(each.lesson)}\n\n{each.prompt}\n\n{each.text}"
        for each in my_reflections(subject_id=subject_id, language=language)
    ]
    return "\n\n\n".join(parts) + "\n"


def _written(row: Reflection, lesson: LessonOutline | None) -> Written:
    return Written(
        pk=row.pk,
        lesson=lesson.title if lesson else row.lesson.title,
        url=f"{lesson.url}?reflectie={row.prompt_id}#reflection-{row.prompt_id}" if lesson else "",
        prompt=row.prompt,
        text=row.text,
        written_at=row.written_at,
    )


def _lessons(subject_id: UUID, language: str) -> dict[UUID, LessonOutline]:
    """Those of the courses this person takes, by their key in any language."""
    taken = Enrolment.objects.of(subject_id).values_list("course_key", "course_id")
    courses = (outlines().in_language(key, language, pk) for key, pk in taken)
    return {lesson.key: lesson for course in courses if course for lesson in course.lessons}
