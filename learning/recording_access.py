"""Who may see a recording because a course shows it."""

from datetime import datetime
from uuid import UUID

from webinar.recordings.models import Recording

from .models import Enrolment
from .queries.outlines import outlines


def enrolled_may_see(recording: Recording, subject_id: UUID, now: datetime) -> bool:
    """Whoever is enrolled in a published course that shows a stretch of it; one query."""
    keys = outlines().keys_by_recording.get(recording.pk)
    if not keys:
        return False
    return Enrolment.objects.of(subject_id).filter(course_key__in=keys).exists()
