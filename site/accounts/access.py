"""Who may see or do what with an organisation."""

from uuid import UUID

from .models import Membership, Organisation


def is_contact(organisation: Organisation, subject_id: UUID) -> bool:
    """A contact person sees the members and what they finished, invites, reminds and takes off the list."""
    return Membership.objects.filter(
        organisation=organisation, subject_id=subject_id, is_contact=True
    ).exists()
