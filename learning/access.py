"""Who may see or do what in a course."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.access import is_contact
from accounts.models import Organisation, User

from .enums import OpenTo

if TYPE_CHECKING:
    from .models import CoursePage


def may_look_behind(user: User | AnonymousUser) -> bool:
    """Editors see every lesson, enrolled or not."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def is_open_for_enrolment(course: "CoursePage", now: datetime) -> bool:
    if course.open_to == OpenTo.NOBODY or not course.live:
        return False
    if course.opens_at is not None and now < course.opens_at:
        return False
    return course.closes_at is None or now < course.closes_at


def may_see_who_finished(organisation: Organisation, subject_id: UUID) -> bool:
    """Its contact persons, and nobody else: that is what members were told."""
    return is_contact(organisation, subject_id)
