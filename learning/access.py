"""Who may see or do what in a course."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.access import is_contact
from accounts.models import Membership, Organisation, User

from .enums import DownloadBy
from .models.enrolment import Enrolment
from .models.resource import Resource


def may_look_behind(user: User | AnonymousUser) -> bool:
    """Editors see every lesson, enrolled or not."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def may_see_who_finished(organisation: Organisation, subject_id: UUID) -> bool:
    """Its contact persons, and nobody else: that is what members were told."""
    return is_contact(organisation, subject_id)


def may_download(resource: Resource, subject_id: UUID | None) -> bool:
    """A file of the library; one query where it takes a course or a membership."""
    if resource.download_by == DownloadBy.EVERYONE:
        return True
    if subject_id is None:
        return False
    if resource.download_by == DownloadBy.LEARNERS:
        return Enrolment.objects.of(subject_id).exists()
    if resource.download_by == DownloadBy.MEMBERS:
        return Membership.objects.filter(subject_id=subject_id).exists()
    return True
