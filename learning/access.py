"""Who may see or do what in a course."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.access import is_contact
from accounts.models import Organisation, User


def may_look_behind(user: User | AnonymousUser) -> bool:
    """Editors see every lesson, enrolled or not."""
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def may_see_who_finished(organisation: Organisation, subject_id: UUID) -> bool:
    """Its contact persons, and nobody else: that is what members were told."""
    return is_contact(organisation, subject_id)
