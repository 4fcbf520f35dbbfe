"""People with an account take a seat and give it back."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from accounts.services import is_still_here
from webinar.live.enums import State
from webinar.live.errors import HoldGone, PersonErased, RegistrationClosed, SessionFull
from webinar.live.models import LiveSession, Registration, RegistrationRemark
from webinar.live.queries.people import Person

from . import ledger, mails


def register(
    *,
    session: LiveSession,
    subject_id: UUID,
    now: datetime,
    remark: str = "",
    who: Person | None = None,
) -> Registration:
    """Give the Subject a seat, or a place in the waiting list; asking again changes nothing.

    `who` is the person behind the Subject, where the caller has them at hand.
    Raises RegistrationClosed, SessionFull when no seat is free and there is no waiting list, and PersonErased
    when the account was erased meanwhile.
    """
    # Composed before the lock, as if all went well, so that nobody waits for it.
    foreseen = Registration(session=session, subject_id=subject_id, state=State.CONFIRMED)
    mail = mails.confirmed_draft(session=session, registration=foreseen, now=now, who=who)
    with transaction.atomic():
        # The Subject before the session, as an erasure does that gives seats back.
        if not is_still_here(subject_id):
            raise PersonErased
        locked = ledger.lock(session.pk)
        found = ledger.active(locked, subject_id)
        if found is not None:
            return settle(locked, found, now)
        if not locked.takes_registrations(now):
            raise RegistrationClosed
        registration = enter(
            session=locked,
            subject_id=subject_id,
            now=now,
            remark=remark,
            confirm_by=None,
            public_id=foreseen.public_id,
        )
        if registration.is_confirmed and locked.is_told_as(session):
            mails.write(mail, now)
        else:
            _tell(locked, registration, now)
    return registration


def enter(
    *,
    session: LiveSession,
    subject_id: UUID,
    now: datetime,
    remark: str,
    confirm_by: datetime | None,
    public_id: UUID | None = None,
) -> Registration:
    """Write the registration into the locked ledger: on a free seat, or else at the end of the line.

    With `confirm_by` the mail address is not confirmed yet: the seat is only held. Called once it is sure that
    the person is there and is not erased meanwhile. Raises SessionFull.
    """
    slot = ledger.free_slot(session)
    if slot is None and not session.waiting_list:
        raise SessionFull
    seated = State.CONFIRMED if confirm_by is None else State.HELD
    registration = Registration.objects.create(
        public_id=public_id or uuid4(),
        session=session,
        subject_id=subject_id,
        state=State.WAITING if slot is None else seated,
        slot=slot,
        made_at=now,
        confirm_by=confirm_by,
        confirmed_at=now if slot is not None and confirm_by is None else None,
        told_sequence=session.calendar_sequence,
    )
    if slot is None:
        ledger.queue(session, registration)
    if remark:
        RegistrationRemark.objects.create(registration=registration, text=remark)
    return registration


def confirm(*, registration: Registration, now: datetime) -> Registration:
    """The mail address is confirmed: a held seat is taken, a place in the line counts.

    Safe to repeat. Raises HoldGone when the registration lapsed or was cancelled meanwhile, and
    RegistrationClosed when the session no longer goes ahead.
    """
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if not registration.is_active:
            raise HoldGone
        return settle(session, registration, now)


def release_holds(*, now: datetime) -> int:
    """Free the seats of guests who did not confirm in time, and offer them on; say how many."""
    late = Registration.objects.active().filter(confirm_by__lte=now)
    released = 0
    for session_id in set(late.values_list("session_id", flat=True)):
        with transaction.atomic():
            session = ledger.lock(session_id)
            for registration in late.filter(session=session):
                ledger.end(registration, State.LAPSED, now)
                released += 1
            ledger.offer_free_seats(session, now)
    return released


def settle(session: LiveSession, registration: Registration, now: datetime) -> Registration:
    """Whoever proves the mail address, by link or by signing in, has confirmed what a guest began."""
    if registration.confirm_by is None:
        return registration
    if session.cancelled_at or session.is_over(now):
        raise RegistrationClosed
    registration.confirm_by = None
    registration.told_sequence = session.calendar_sequence
    if registration.state == State.HELD:
        registration.state, registration.confirmed_at = State.CONFIRMED, now
    registration.save(update_fields=["confirm_by", "told_sequence", "state", "confirmed_at"])
    offered = {offer.registration_id for offer in ledger.offer_free_seats(session, now)}
    if registration.pk in offered:
        return Registration.objects.get(pk=registration.pk)
    _tell(session, registration, now)
    return registration


def _tell(session: LiveSession, registration: Registration, now: datetime) -> None:
    if registration.is_confirmed:
        mails.confirmed(session=session, registration=registration, now=now)
    else:
        mails.waiting(session=session, registration=registration, now=now)
