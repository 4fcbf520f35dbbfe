from datetime import datetime
from uuid import UUID

from django.db import transaction

from learning.access import is_open_for_enrolment
from learning.errors import EnrolmentClosed
from learning.models import CoursePage, Enrolment


def enrol(*, course: CoursePage, subject_id: UUID, now: datetime) -> Enrolment:
    """The learner's enrolment in a course: the one there is, in whatever language, or a new one.

    Raises EnrolmentClosed; an enrolment that is there stays, whatever the course says today.
    """
    with transaction.atomic():
        found = Enrolment.objects.filter(
            subject_id=subject_id, course_key=course.translation_key
        ).first()
        if found is not None:
            return found
        if not is_open_for_enrolment(course, now):
            raise EnrolmentClosed
        enrolment, _ = Enrolment.objects.get_or_create(
            subject_id=subject_id,
            course_key=course.translation_key,
            defaults={
                "course": course,
                "course_version": course.version,
                "enrolled_at": now,
            },
        )
    return enrolment
