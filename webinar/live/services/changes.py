"""Everyone registered hears of a change, once."""

from datetime import datetime

from django.db import transaction

from webinar.live.models import LiveSession, Registration

from . import ledger, mails


def tell_of_change(*, session_id: int, now: datetime) -> int:
    """Mail those who have not heard of the session's last change; say how many. Safe to repeat."""
    behind = Registration.objects.behind_on_news().filter(session_id=session_id).order_by("pk")
    told = 0
    for registration in list(behind):
        told += _tell(registration, now)
    return told


def _tell(registration: Registration, now: datetime) -> bool:
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if not registration.is_active or registration.told_sequence >= session.calendar_sequence:
            return False
        _write(session, registration, now)
        registration.told_sequence = session.calendar_sequence
        registration.save(update_fields=["told_sequence"])
    return True


def _write(session: LiveSession, registration: Registration, now: datetime) -> None:
    if session.cancelled_at is not None:
        mails.session_cancelled(session=session, registration=registration, now=now)
    else:
        mails.session_changed(session=session, registration=registration, now=now)
