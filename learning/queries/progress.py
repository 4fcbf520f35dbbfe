"""What a learner has behind them."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import CharField, Value

from learning.completion import LESSON, QUIZ, Done
from learning.models.enrolment import Enrolment
from learning.models.progress import LessonProgress, ModuleProgress, Played


def enrolment_in(course_key: UUID, subject_id: UUID | None) -> Enrolment | None:
    """The learner's enrolment in a course, in whatever language; no query for nobody."""
    if subject_id is None:
        return None
    return Enrolment.objects.filter(subject_id=subject_id, course_key=course_key).first()


def done_in(enrolment: Enrolment) -> Done:
    return done_in_each([enrolment.pk])[enrolment.pk]


def done_in_each(enrolment_ids: Iterable[int]) -> dict[int, Done]:
    """What is done in each of these enrolments: one query, however many there are."""
    ids = list(enrolment_ids)
    lessons = LessonProgress.objects.filter(
        enrolment__in=ids, completed_at__isnull=False
    ).values_list("enrolment_id", "lesson_key", Value(LESSON, output_field=CharField()))
    quizzes = ModuleProgress.objects.filter(enrolment__in=ids).values_list(
        "enrolment_id", "module_key", Value(QUIZ, output_field=CharField())
    )
    found: dict[int, dict[str, set[UUID]]] = defaultdict(lambda: {LESSON: set(), QUIZ: set()})
    for enrolment_id, key, kind in lessons.union(quizzes, all=True):
        found[enrolment_id][kind].add(key)
    return {
        pk: Done(lessons=frozenset(found[pk][LESSON]), quizzes=frozenset(found[pk][QUIZ]))
        for pk in ids
    }


def played_by(subject_id: UUID, recording_ids: Iterable[int]) -> dict[int, Played]:
    rows = Played.objects.filter(subject_id=subject_id, recording_id__in=set(recording_ids))
    return {row.recording_id: row for row in rows}
