from datetime import datetime
from uuid import UUID

from django.db import transaction

from learning.errors import EnrolmentClosed
from learning.models import CoursePage, Enrolment
from learning.queries.door import closed_door, invitations_to
from learning.queries.outlines import read_outline
from learning.versions import current


def enrol(*, course: CoursePage, subject_id: UUID, now: datetime) -> Enrolment:
    """The learner's enrolment in a course: the one there is, in whatever language, or a new one.

    Raises EnrolmentClosed, which says why; an enrolment that is there stays, whatever the course
    says today. An invitation is answered by it, and deleted.
    """
    with transaction.atomic():
        found = Enrolment.objects.filter(
            subject_id=subject_id, course_key=course.translation_key
        ).first()
        if found is not None:
            return found
        if not course.live:
            raise EnrolmentClosed
        outline = read_outline(course)
        door = closed_door(outline, subject_id, now)
        if door is not None:
            raise EnrolmentClosed(f"{door.says} {door.do}")
        enrolment, _ = Enrolment.objects.get_or_create(
            subject_id=subject_id,
            course_key=course.translation_key,
            defaults={
                "course": course,
                "course_version": current(outline),
                "enrolled_at": now,
            },
        )
        invitations_to(course.translation_key, subject_id).delete()
    return enrolment
