"""What a learner has behind them."""

from collections.abc import Iterable
from uuid import UUID

from learning.models.enrolment import Enrolment
from learning.models.progress import Played


def enrolment_in(course_key: UUID, subject_id: UUID | None) -> Enrolment | None:
    """The learner's enrolment in a course, in whatever language; no query for nobody."""
    if subject_id is None:
        return None
    return Enrolment.objects.filter(subject_id=subject_id, course_key=course_key).first()


def played_by(subject_id: UUID, recording_ids: Iterable[int]) -> dict[int, Played]:
    rows = Played.objects.filter(subject_id=subject_id, recording_id__in=set(recording_ids))
    return {row.recording_id: row for row in rows}
