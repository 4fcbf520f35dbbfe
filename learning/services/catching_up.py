"""Courses that became complete without a new act: they ask less than before, or two people were one."""

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import PageLogEntry

from learning.completion import is_complete
from learning.errors import NotEverythingDone
from learning.models import CoursePage, Enrolment
from learning.outline import CourseOutline
from learning.queries.outlines import read_outlines

from .completing import add_up, locked

# Whoever takes a lesson offline by mistake has this long to put it back.
STEADY = timedelta(days=1)


def complete_course(*, enrolment: Enrolment, course: CoursePage, now: datetime) -> Enrolment:
    """Close a course of which nothing is left, with its certificate; safe to repeat.

    Raises NotEverythingDone.
    """
    with transaction.atomic():
        enrolment = locked(enrolment.pk)
        if not add_up(enrolment, course, now):
            raise NotEverythingDone
    return enrolment


def complete_what_is_done(*, now: datetime) -> int:
    """Close every enrolment of which nothing is left, in courses that have not changed for a day.

    Says how many. Safe to repeat, and to run beside a learner's last act.
    """
    return sum(_complete_in(course, now) for course in read_outlines())


def _complete_in(outline: CourseOutline, now: datetime) -> int:
    ready = [
        enrolment
        for enrolment in Enrolment.objects.filter(course=outline.pk, completed_at=None)
        if is_complete(outline, enrolment.done)
    ]
    if not ready:
        return 0
    course = CoursePage.objects.select_related("locale").get(pk=outline.pk)
    if _changed_since(course, now - STEADY):
        return 0
    for enrolment in ready:
        with transaction.atomic():
            add_up(locked(enrolment.pk), course, now)
    return len(ready)


def _changed_since(course: CoursePage, moment: datetime) -> bool:
    """Whether a page of the course was published, taken offline or moved since."""
    pages = course.get_descendants(inclusive=True).values("pk")
    return PageLogEntry.objects.filter(page__in=pages, timestamp__gt=moment).exists()
