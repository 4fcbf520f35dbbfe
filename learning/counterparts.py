"""Which quizzes are one and the same to a learner: those of a module, or in a lesson, in its languages."""

from .models import ModulePage
from .queries.outlines import outlines


def counterparts(quiz_id: int) -> list[int]:
    """The ids of the quizzes that a module or a lesson asking this one has in each language."""
    keys = ModulePage.objects.filter(quiz=quiz_id).values("translation_key")
    translated = ModulePage.objects.filter(translation_key__in=keys, quiz__isnull=False)
    return [*translated.values_list("quiz_id", flat=True), *_in_lessons(quiz_id)]


def _in_lessons(quiz_id: int) -> list[int]:
    """Published lessons only: what stands in a draft is asked of nobody."""
    lessons = [lesson for course in outlines().by_pk.values() for lesson in course.lessons]
    keys = {lesson.key for lesson in lessons if lesson.quiz_id == quiz_id}
    return [lesson.quiz_id for lesson in lessons if lesson.key in keys and lesson.quiz_id]
