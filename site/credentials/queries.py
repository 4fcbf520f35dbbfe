"""Reads of certificates, ready for a screen."""

from uuid import UUID

from .models import Certificate


def certificates_of(subject_id: UUID) -> list[Certificate]:
    """Every certificate of this person, the newest first, with its holder; one query."""
    return list(Certificate.objects.filter(subject_id=subject_id).select_related("holder"))
