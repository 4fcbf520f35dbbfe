from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.services import is_still_here
from learning.errors import NotEnrolled
from learning.models import LessonPage, Reflection


def reflect(
    *,
    subject_id: UUID,
    lesson: LessonPage,
    prompt_id: UUID,
    prompt: str,
    text: str,
    now: datetime,
) -> Reflection | None:
    """Keep what a learner wrote for themselves; an empty text takes it away. Safe to repeat.

    Raises NotEnrolled for an account that was erased meanwhile.
    """
    asked = {
        "subject_id": subject_id,
        "lesson_key": lesson.translation_key,
        "prompt_id": prompt_id,
    }
    with transaction.atomic():
        if not text.strip():
            Reflection.objects.filter(**asked).delete()
            return None
        if not is_still_here(subject_id):
            raise NotEnrolled
        reflection, _ = Reflection.objects.update_or_create(
            **asked,
            defaults={"lesson": lesson, "prompt": prompt, "text": text.strip(), "written_at": now},
        )
    return reflection


def delete_reflection(*, subject_id: UUID, pk: int) -> None:
    """Take away what a learner wrote, also where the question stands in no lesson any more. Safe to repeat."""
    Reflection.objects.filter(subject_id=subject_id, pk=pk).delete()
