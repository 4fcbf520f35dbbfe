"""A course that waits: whoever began it and left it is reminded, once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from learning.completion import Done, still_to_do
from learning.mail_kinds import WAITING
from learning.models import Enrolment, LessonProgress, ModuleProgress, Played
from learning.outline import CourseOutline
from learning.queries.outlines import read_outlines
from outbox.queries import is_wanted, refused_by
from outbox.services import send
from quizzes.models import Attempt

from .completing import locked

# Whoever left a course longer ago than this is left in peace.
REMEMBERED = timedelta(days=180)


def remind_waiting(*, now: datetime) -> int:
    """Write to whoever stopped in the middle of a course so many days ago; say to how many.

    So many as the course says, and once for each enrolment. Not to whoever did something in any course
    since, refused such mails or was erased, nor about a course in which nothing can be done today. Safe
    to repeat, also by two clocks.
    """
    return sum(
        _remind(pk, course, now)
        for course in read_outlines()
        if course.reminder_days
        for pk in _waiting(course, now - timedelta(days=course.reminder_days), now)
    )


def _waiting(course: CourseOutline, until: datetime, now: datetime) -> Iterable[int]:
    """Enrolments under way in which the last thing was done before `until`, though not long ago."""
    stopped = (
        Enrolment.objects.filter(course=course.pk, completed_at=None, reminded_at=None)
        .filter(enrolled_at__lte=until)
        .exclude(subject_id__in=_active_since(until))
        .exclude(subject_id__in=refused_by(WAITING))
        .filter(_moved_since(now - REMEMBERED))
        .order_by("pk")
    )
    return [each.pk for each in stopped if _has_something_to_do(course, each.done)]


def _active_since(moment: datetime) -> QuerySet:
    """Subjects who did anything in a course after a moment."""
    done = LessonProgress.objects.filter(
        Q(first_seen_at__gt=moment) | Q(completed_at__gt=moment)
    ).values_list("enrolment__subject_id")
    passed = ModuleProgress.objects.filter(quiz_passed_at__gt=moment)
    played = Played.objects.filter(updated_at__gt=moment)
    tried = Attempt.objects.filter(started_at__gt=moment).order_by()
    return done.union(
        passed.values_list("enrolment__subject_id"),
        played.values_list("subject_id"),
        tried.values_list("subject_id"),
    )


def _moved_since(moment: datetime) -> Q:
    progress = LessonProgress.objects.filter(
        Q(first_seen_at__gt=moment) | Q(completed_at__gt=moment)
    )
    passed = ModuleProgress.objects.filter(quiz_passed_at__gt=moment)
    return (
        Q(enrolled_at__gt=moment)
        | Q(pk__in=progress.values("enrolment_id"))
        | Q(pk__in=passed.values("enrolment_id"))
    )


def _has_something_to_do(course: CourseOutline, done: Done) -> bool:
    following = still_to_do(course, done).next
    return following is not None and following.is_available and not following.is_attended


def _remind(enrolment_id: int, course: CourseOutline, now: datetime) -> bool:
    with transaction.atomic():
        enrolment = locked(enrolment_id)
        person = User.objects.filter(subject_id=enrolment.subject_id, is_active=True).first()
        if person is None or not is_wanted(person.subject_id, WAITING):
            return False
        if enrolment.completed_at is not None or enrolment.reminded_at is not None:
            return False
        enrolment.reminded_at = now
        enrolment.save(update_fields=["reminded_at"])
        with translation.override(person.language):
            path = reverse("learning:my_place")
        send(
            to=person.email,
            template="learning/waiting",
            context={"name": person.name, "address": f"{settings.SITE_URL}{path}"},
            language=person.language,
            subject_id=person.subject_id,
            now=now,
        )
    return True
