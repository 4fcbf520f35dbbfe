"""A guest becomes an account: the guest's registrations and attendances become the account's."""

from datetime import datetime
from uuid import UUID

from core.clock import now as present
from webinar.live.enums import Answer, State
from webinar.live.models import Attendance, Registration

from . import ledger
from .registering import settle

# Whose place is worth more, when both persons stand in the same session.
WORTH = {State.CONFIRMED: 4, State.OFFERED: 3, State.HELD: 2, State.WAITING: 1}


def merge_subjects(kept: UUID, gone: UUID) -> None:
    """Re-point what the guest had; of two places in one session the better one stays.

    Where one of the two was proven, so is the one that stays: it does not lapse. Called by `accounts.merging`, inside its transaction. The place that is given up is offered on.
    """
    now = present()
    for registration in Registration.objects.filter(subject_id=gone).order_by("session_id"):
        _take_over(registration, kept, now)
    _take_over_attendances(kept, gone)
    Registration.objects.filter(cancelled_by_id=gone).update(cancelled_by_id=kept)


def _take_over(registration: Registration, kept: UUID, now: datetime) -> None:
    session, registration = ledger.lock_of(registration)
    own = ledger.active(session, kept) if registration.is_active else None
    if own is None:
        _hand_over(registration, kept)
        ledger.offer_free_seats(session, now)
        return
    is_settled = session.cancelled_at is not None or session.is_over(now)
    weaker, stays = sorted([own, registration], key=lambda place: _worth(place, is_settled))
    ledger.answer_open_offer(weaker, Answer.DECLINED, now)
    ledger.end(weaker, State.CANCELLED, now)
    _hand_over(registration, kept)
    if weaker.confirm_by is None and not is_settled:
        settle(session, stays, now)
    ledger.offer_free_seats(session, now)


def _worth(place: Registration, is_settled: bool) -> tuple[bool, int, int]:
    """A seat before a place in line, and of two in line the one that came first.

    Of a session that is over or called off nothing is to be proven any more: there what was proven stays.
    """
    return is_settled and place.confirm_by is None, WORTH[State(place.state)], -place.pk


def _hand_over(registration: Registration, kept: UUID) -> None:
    registration.subject_id = kept
    registration.save(update_fields=["subject"])


def _take_over_attendances(kept: UUID, gone: UUID) -> None:
    """One attendance per session: the account's own stands."""
    both = Attendance.objects.filter(subject_id=kept).values_list("session_id", flat=True)
    Attendance.objects.filter(subject_id=gone, session_id__in=list(both)).delete()
    Attendance.objects.filter(subject_id=gone).update(subject_id=kept)
