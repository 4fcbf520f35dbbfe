"""Coordinators plan sessions: how many seats, when and where, and whether they go ahead."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from core.later import later
from safety import page_cache
from search.services import reindex_soon
from webinar.live.enums import Answer, State
from webinar.live.errors import CapacityTaken, RegistrationOver, SessionHasRegistrations
from webinar.live.models import LiveSession, Offer, Registration, Slot

from . import ledger

# What stands in people's calendars: when one of these changes they are told.
TOLD_OF = ("starts_at", "ends_at", "time_known", "mode", "place")


def create_session(*, seats: int, now: datetime, **fields: object) -> LiveSession:
    """Plan a session with this many seats; zero for one that nobody can register for."""
    return save_session(session=LiveSession(**fields), seats=seats, now=now)


def save_session(*, session: LiveSession, seats: int, now: datetime) -> LiveSession:
    """Store a new or edited session and its seats; tell those registered when date, hour or place changed.

    Seats that are offered stay so until the session begins at most, also when it begins earlier now.
    Raises CapacityTaken when fewer seats are asked for than are taken; then nothing is stored.
    """
    with transaction.atomic():
        if session.pk is not None:
            stored = ledger.lock(session.pk)
            session.calendar_sequence = stored.calendar_sequence
            session.cancelled_at = stored.cancelled_at
            session.shown_as_past_at = stored.shown_as_past_at
            if any(getattr(session, name) != getattr(stored, name) for name in TOLD_OF):
                session.calendar_sequence += 1
                session.shown_as_past_at = None
                if _still_matters(stored, session, now):
                    later("webinar.live.tasks.tell_of_change", session.pk)
        session.save()
        _end_offers_at_the_start(session)
        _set_seats(session, seats)
        ledger.offer_free_seats(session, now)
        _let_readers_see()
    return session


def resize(*, session: LiveSession, seats: int, now: datetime) -> None:
    """Give a session this many seats; new ones are offered to the waiting list first.

    Raises CapacityTaken when fewer are asked for than are taken.
    """
    with transaction.atomic():
        session = ledger.lock(session.pk)
        _set_seats(session, seats)
        ledger.offer_free_seats(session, now)


def cancel_session(*, session: LiveSession, now: datetime) -> LiveSession:
    """The session does not go ahead: offers are withdrawn and everyone registered is told.

    Safe to repeat. Raises RegistrationOver once it is over.
    """
    with transaction.atomic():
        session = ledger.lock(session.pk)
        if session.cancelled_at is not None:
            return session
        if session.is_over(now):
            raise RegistrationOver
        session.cancelled_at = now
        session.calendar_sequence += 1
        session.save(update_fields=["cancelled_at", "calendar_sequence"])
        offered = Registration.objects.filter(session=session, state=State.OFFERED)
        Offer.objects.filter(registration__in=offered, answer=Answer.OPEN).update(
            answer=Answer.WITHDRAWN, answered_at=now
        )
        offered.update(state=State.WAITING, slot=None)
        later("webinar.live.tasks.tell_of_change", session.pk)
        _let_readers_see()
    return session


def remove_session(*, session: LiveSession) -> None:
    """Delete a session that nobody ever registered for. Raises SessionHasRegistrations otherwise."""
    with transaction.atomic():
        session = ledger.lock(session.pk)
        if session.registrations.exists() or session.attendances.exists():
            raise SessionHasRegistrations
        session.delete()
        _let_readers_see()


def show_as_past(*, now: datetime) -> int:
    """Let readers' pages move sessions that are over from the coming ones to the past; say how many."""
    with transaction.atomic():
        moved = LiveSession.objects.past(now).filter(shown_as_past_at=None)
        count = moved.update(shown_as_past_at=now)
        if count:
            page_cache.bump()
    return count


def _still_matters(before: LiveSession, after: LiveSession, now: datetime) -> bool:
    """Nobody is told of a correction to what is past, or of a session that was called off."""
    return before.cancelled_at is None and not (before.is_over(now) and after.is_over(now))


def _end_offers_at_the_start(session: LiveSession) -> None:
    """Of a session that was moved before an offer was made, the offer is over a moment after it was made."""
    for offer in Offer.objects.filter(
        registration__session=session, answer=Answer.OPEN, expires_at__gt=session.starts_at
    ):
        offer.expires_at = max(session.starts_at, offer.made_at + timedelta(seconds=1))
        offer.save(update_fields=["expires_at"])


def _let_readers_see() -> None:
    """What is kept for readers goes, in the caller's transaction; the search index is made anew soon."""
    page_cache.bump()
    reindex_soon()


def _set_seats(session: LiveSession, seats: int) -> None:
    """Add seat rows, or remove free ones with the highest numbers."""
    present = Slot.objects.filter(session=session).count()
    if seats > present:
        last = Slot.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
        Slot.objects.bulk_create(
            Slot(session=session, number=last + step) for step in range(1, seats - present + 1)
        )
        return
    surplus = present - seats
    free = Slot.objects.filter(session=session, holder=None).order_by("-number")
    removed = list(free.values_list("pk", flat=True)[:surplus])
    if len(removed) < surplus:
        raise CapacityTaken
    Slot.objects.filter(pk__in=removed).delete()
