"""Which quizzes are one and the same to a learner: those of a module in its languages."""

from .models import ModulePage


def counterparts(quiz_id: int) -> list[int]:
    """The ids of the quizzes that the modules asking this one have in each language."""
    keys = ModulePage.objects.filter(quiz=quiz_id).values("translation_key")
    translated = ModulePage.objects.filter(translation_key__in=keys, quiz__isnull=False)
    return list(translated.values_list("quiz_id", flat=True))
