"""Who may see a recording because a course shows it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from .models import Enrolment
from .queries.outlines import outlines


def enrolled_may_see(
    recording_ids: Collection[int], subject_id: UUID, now: datetime
) -> Collection[int]:
    """Whoever is enrolled in a published course that shows a stretch of one; one query at most."""
    known = outlines().keys_by_recording
    courses = {pk: known[pk] for pk in recording_ids if pk in known}
    if not courses:
        return ()
    enrolments = Enrolment.objects.of(subject_id).filter(
        course_key__in=frozenset().union(*courses.values())
    )
    taken = set(enrolments.values_list("course_key", flat=True))
    return {pk for pk, keys in courses.items() if keys & taken}
