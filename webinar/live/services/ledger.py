"""The seats of one session. Everything here runs under the session's lock, inside a transaction."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from webinar.live.enums import Answer, State
from webinar.live.models import LiveSession, Offer, Registration, Slot, WaitingListEntry

from . import mails


def lock(session_id: int) -> LiveSession:
    """The session as it is now; nobody else changes its seats until the transaction ends."""
    return LiveSession.objects.select_for_update(no_key=True).get(pk=session_id)


def lock_of(registration: Registration) -> tuple[LiveSession, Registration]:
    """The session's lock first, then the registration as it is now."""
    session = lock(registration.session_id)
    return session, Registration.objects.get(pk=registration.pk)


def active(session: LiveSession, subject_id: UUID) -> Registration | None:
    return Registration.objects.active().filter(session=session, subject_id=subject_id).first()


def free_slot(session: LiveSession) -> Slot | None:
    return Slot.objects.filter(session=session, holder=None).order_by("number").first()


def queue(session: LiveSession, registration: Registration) -> WaitingListEntry:
    """The end of the line."""
    last = WaitingListEntry.objects.filter(session=session).aggregate(last=Max("number"))["last"]
    return WaitingListEntry.objects.create(
        session=session, registration=registration, number=(last or 0) + 1
    )


def end(registration: Registration, state: State, now: datetime) -> None:
    """Cancelled or lapsed: the seat is free."""
    registration.state, registration.slot, registration.ended_at = state, None, now
    registration.save(update_fields=["state", "slot", "ended_at"])


def answer_open_offer(registration: Registration, answer: Answer, now: datetime) -> None:
    Offer.objects.filter(registration=registration, answer=Answer.OPEN).update(
        answer=answer, answered_at=now
    )


def offer_free_seats(session: LiveSession, now: datetime) -> list[Offer]:
    """Offer every free seat to the next in line, until one of them runs out.

    Called wherever a seat may have become free, so a free seat never stands beside a person in line.
    """
    offers: list[Offer] = []
    if not session.goes_ahead(now):
        return offers
    expires_at = min(now + timedelta(hours=session.offer_hours), session.starts_at)
    for entry in WaitingListEntry.objects.in_line().filter(session=session):
        slot = free_slot(session)
        if slot is None:
            break
        registration = entry.registration
        registration.state, registration.slot = State.OFFERED, slot
        registration.told_sequence = session.calendar_sequence
        registration.save(update_fields=["state", "slot", "told_sequence"])
        offer = Offer.objects.create(registration=registration, made_at=now, expires_at=expires_at)
        mails.seat_offered(session=session, registration=registration, offer=offer, now=now)
        offers.append(offer)
    return offers
