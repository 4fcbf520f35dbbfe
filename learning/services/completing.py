"""The end of a course: once per learner, and its certificate with it."""

from datetime import datetime

from accounts.models import User
from credentials.achievement import Achievement
from credentials.services import issue
from learning.completion import achievement_key, is_complete
from learning.models import CoursePage, Enrolment
from learning.queries.outlines import read_outline
from learning.queries.progress import done_in


def locked(enrolment_id: int) -> Enrolment:
    """The enrolment, held until the transaction ends.

    Whoever adds to it waits here first, so that of two last acts at once the later sees the earlier.
    """
    return Enrolment.objects.select_for_update().get(pk=enrolment_id)


def complete_if_done(enrolment: Enrolment, course: CoursePage, now: datetime) -> bool:
    """Close a locked enrolment when nothing is left, and issue what it earns; say whether it is closed."""
    if enrolment.completed_at is not None:
        return True
    if not is_complete(read_outline(course), done_in(enrolment)):
        return False
    enrolment.complete(now)
    if course.certificate:
        _certify(enrolment, course, now)
    return True


def _certify(enrolment: Enrolment, course: CoursePage, now: datetime) -> None:
    holder = User.objects.filter(subject_id=enrolment.subject_id).first()
    if holder is None:
        # The person was erased meanwhile: there is no name to certify.
        return
    issue(
        subject_id=enrolment.subject_id,
        holder_name=holder.name,
        achievement=Achievement(
            key=achievement_key(enrolment.course_key),
            title=course.title,
            version=course.version,
            minutes=course.minutes,
            language=course.locale.language_code,
        ),
        now=now,
    )
