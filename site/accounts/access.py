"""Who may see or do what with an organisation."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from .models import Membership, Organisation, User


def is_member(organisation: Organisation, subject_id: UUID) -> bool:
    return Membership.objects.filter(organisation=organisation, subject_id=subject_id).exists()


def is_contact(organisation: Organisation, subject_id: UUID) -> bool:
    """A contact person sees the members and what they finished, invites, reminds and takes off the list."""
    return Membership.objects.filter(
        organisation=organisation, subject_id=subject_id, is_contact=True
    ).exists()


def may_look_after_organisations(user: "User | AnonymousUser") -> bool:
    """A coordinator makes organisations and says who their contact persons are.

    What members finished is not among it: they were told that their contact persons see that.
    """
    return user.is_active and user.has_perm("accounts.change_organisation")
