"""The waiting list: seats that come free are offered, first come first."""

from datetime import datetime

from django.db import transaction

from webinar.live.enums import Answer, State
from webinar.live.errors import OfferGone
from webinar.live.models import LiveSession, Offer, Registration

from . import ledger, mails


def offer_next(*, session: LiveSession, now: datetime) -> list[Offer]:
    """Offer the free seats of a session to the next in line."""
    with transaction.atomic():
        return ledger.offer_free_seats(ledger.lock(session.pk), now)


def accept_offer(*, registration: Registration, now: datetime) -> Registration:
    """Take the offered seat. Safe to repeat. Raises OfferGone when it is no longer offered."""
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if registration.is_confirmed:
            return registration
        stands = Offer.objects.filter(
            registration=registration, answer=Answer.OPEN, expires_at__gt=now
        ).exists()
        if not stands:
            raise OfferGone
        ledger.answer_open_offer(registration, Answer.TAKEN, now)
        registration.state, registration.confirmed_at = State.CONFIRMED, now
        registration.told_sequence = session.calendar_sequence
        registration.save(update_fields=["state", "confirmed_at", "told_sequence"])
        mails.confirmed(session=session, registration=registration, now=now)
    return registration


def decline_offer(*, registration: Registration, now: datetime) -> Registration:
    """Refuse the offered seat and leave the line; the next is offered it. Safe to repeat.

    Raises OfferGone when this person holds a seat or stands in line: there is nothing to decline.
    """
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if not registration.is_active:
            return registration
        if registration.state != State.OFFERED:
            raise OfferGone
        ledger.answer_open_offer(registration, Answer.DECLINED, now)
        ledger.end(registration, State.CANCELLED, now)
        ledger.offer_free_seats(session, now)
    return registration


def expire_offers(*, now: datetime) -> int:
    """Take back the offers that nobody answered, and offer those seats on; say how many."""
    late = Offer.objects.filter(answer=Answer.OPEN, expires_at__lte=now)
    expired = 0
    for session_id in set(late.values_list("registration__session_id", flat=True)):
        with transaction.atomic():
            session = ledger.lock(session_id)
            for offer in late.filter(registration__session=session).select_related("registration"):
                registration = offer.registration
                ledger.answer_open_offer(registration, Answer.EXPIRED, now)
                ledger.end(registration, State.LAPSED, now)
                mails.offer_expired(session=session, registration=registration, now=now)
                expired += 1
            ledger.offer_free_seats(session, now)
    return expired
