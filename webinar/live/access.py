"""Who may do what around live sessions."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from .enums import State
from .models import LiveSession, Registration


def may_join(registration: Registration | None, session: LiveSession, now: datetime) -> bool:
    """The join link is for those whose seat is confirmed, around the hour of the session."""
    return registration is not None and registration.is_confirmed and session.can_be_joined(now)


def may_cancel(registration: Registration, session: LiveSession, now: datetime) -> bool:
    return registration.is_active and not session.is_over(now)


def registrant_may_see(
    recording_ids: Collection[int], subject_id: UUID, now: datetime
) -> Collection[int]:
    """A recording meant for registrants is for those who have, or had, a seat in its session."""
    return set(
        Registration.objects.filter(
            session__recording__in=recording_ids, subject_id=subject_id, state=State.CONFIRMED
        ).values_list("session__recording", flat=True)
    )
