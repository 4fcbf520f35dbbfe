"""Who may do what around live sessions."""

from datetime import datetime
from uuid import UUID

from webinar.recordings.models import Recording

from .enums import State
from .models import LiveSession, Registration


def may_join(registration: Registration | None, session: LiveSession, now: datetime) -> bool:
    """The join link is for those whose seat is confirmed, around the hour of the session."""
    return registration is not None and registration.is_confirmed and session.can_be_joined(now)


def may_cancel(registration: Registration, session: LiveSession, now: datetime) -> bool:
    return registration.is_active and not session.is_over(now)


def registrant_may_see(recording: Recording, subject_id: UUID, now: datetime) -> bool:
    """A recording meant for registrants is for those who have, or had, a seat in its session."""
    return Registration.objects.filter(
        session__recording=recording, subject_id=subject_id, state=State.CONFIRMED
    ).exists()
