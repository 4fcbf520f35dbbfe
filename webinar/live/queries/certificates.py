"""What somebody earned by being there."""

from uuid import UUID

from credentials.models import Certificate
from webinar.live.achieved import achievement_key
from webinar.live.models import LiveSession


def own_certificate_url(session: LiveSession, subject_id: UUID) -> str:
    """Where this person's certificate of the session stands; empty without one that is in force and names them."""
    if session.certificate_minutes is None:
        return ""
    found = (
        Certificate.objects.in_force()
        .filter(
            subject_id=subject_id, achievement_key=achievement_key(session), holder__isnull=False
        )
        .first()
    )
    return found.get_absolute_url() if found else ""
