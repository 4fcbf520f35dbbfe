"""The end of a course: once per learner, and its certificate with it."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import Subject, User
from credentials.achievement import Achievement
from credentials.models import Certificate
from credentials.services import issue
from learning.completion import achievement_key, is_complete
from learning.models import CoursePage, Enrolment, LessonPage, ModulePage
from learning.queries.outlines import read_outline
from learning.versions import known


def course_of(part: LessonPage | ModulePage) -> CoursePage:
    """The course a lesson or module stands in."""
    return CoursePage.objects.ancestor_of(part).select_related("locale").get()


def locked(enrolment_id: int) -> Enrolment:
    """The enrolment, held until the transaction ends, after its Subject.

    Whoever adds to it waits here first, so that of two last acts at once the later sees the earlier.
    An erasure locks the Subject first too: it is over by then, or waits until we are, and nobody puts
    a name on a certificate that it has gone past.
    """
    subjects = Subject.objects.filter(enrolments=enrolment_id)
    subjects.select_for_update(no_key=True, of=("self",)).first()
    return Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment_id)


def add_up(enrolment: Enrolment, course: CoursePage, now: datetime) -> bool:
    """Gather what a locked enrolment has done; when nothing is left, close it and issue what it earns.

    Says whether it is closed.
    """
    enrolment.gather()
    if enrolment.completed_at is not None:
        return True
    outline = read_outline(course)
    if not is_complete(outline, enrolment.done):
        return False
    enrolment.complete(now)
    if course.certificate:
        certify(enrolment, course, version=known(outline, enrolment.taken), now=now)
    return True


def certify(
    enrolment: Enrolment,
    course: CoursePage,
    *,
    version: int,
    now: datetime,
    by: Callable[..., Certificate] = issue,
    renewal_minutes: int | None = None,
) -> Certificate | None:
    """Issue what a course earns, or renew it; None for a person who was erased: there is no name."""
    holder = User.objects.filter(subject_id=enrolment.subject_id).first()
    if holder is None:
        return None
    return by(
        subject_id=enrolment.subject_id,
        holder_name=holder.name,
        achievement=Achievement(
            key=achievement_key(enrolment.course_key),
            title=course.title,
            version=version,
            minutes=course.minutes,
            language=course.locale.language_code,
            validity_months=course.validity_months,
            renewal_minutes=renewal_minutes,
        ),
        now=now,
        # Whoever completes a course whose pass was taken back has now earned it.
        earned_anew=True,
    )
