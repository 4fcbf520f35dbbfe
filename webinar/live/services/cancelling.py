"""Places that are given back: by the person, by a coordinator, or because the person is erased."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from webinar.live.enums import Answer, State
from webinar.live.errors import RegistrationOver
from webinar.live.models import CancellationReason, Registration

from . import ledger, mails


def cancel(*, registration: Registration, now: datetime) -> Registration:
    """Give the seat, or the place in the line, back; the next in line is offered it. Safe to repeat.

    Raises RegistrationOver once the session is over.
    """
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if not registration.is_active:
            return registration
        if session.is_over(now):
            raise RegistrationOver
        had_seat = registration.is_confirmed
        _give_back(registration, now)
        mails.cancelled(session=session, registration=registration, had_seat=had_seat, now=now)
        ledger.offer_free_seats(session, now)
    return registration


def cancel_for(
    *, registration: Registration, reason: str, cancelled_by_id: UUID, now: datetime
) -> Registration:
    """A coordinator takes a seat, or a place in the line, back and says why; the next in line is offered it.

    The person reads the reason in a mail, and may register again like anyone. An address that was never
    confirmed may be a stranger's, so nothing is mailed to it. Safe to repeat: the first reason stands, and a
    place that the person gave back themselves stays theirs. Raises RegistrationOver once the session is over.
    """
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if not registration.is_active:
            return registration
        if session.is_over(now):
            raise RegistrationOver
        had_seat, is_proven = registration.is_confirmed, registration.confirm_by is None
        _give_back(registration, now)
        registration.cancelled_by_id = cancelled_by_id
        registration.save(update_fields=["cancelled_by"])
        CancellationReason.objects.create(registration=registration, text=reason)
        if is_proven:
            mails.cancelled_for(
                session=session,
                registration=registration,
                had_seat=had_seat,
                reason=reason,
                now=now,
            )
        ledger.offer_free_seats(session, now)
    return registration


def release_seats(*, subject_id: UUID, now: datetime) -> None:
    """Give back, without a word, every seat and place in line of a person who is being erased.

    Seats in sessions that are over stay as they are: they are facts.
    """
    active = Registration.objects.active().filter(subject_id=subject_id)
    for found in list(active.order_by("session_id")):
        with transaction.atomic():
            session, registration = ledger.lock_of(found)
            if session.is_over(now) or not registration.is_active:
                continue
            _give_back(registration, now)
            ledger.offer_free_seats(session, now)


def _give_back(registration: Registration, now: datetime) -> None:
    ledger.answer_open_offer(registration, Answer.DECLINED, now)
    ledger.end(registration, State.CANCELLED, now)
