"""People without an account: a seat is held until the link in a mail is followed.

Whoever types an address learns nothing about it. The answer on screen is the same for an unknown address,
a guest, an account and somebody who is registered already; only the mail, to the address itself, differs.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction

from accounts.models import Guest, Subject
from accounts.services import is_still_here
from core.errors import Refusal
from webinar.live import limits
from webinar.live.errors import HoldGone, ManyUnconfirmed, RegistrationClosed, SessionFull
from webinar.live.models import LiveSession, Registration

from . import ledger, mails
from .registering import confirm, enter

MAIL_AGAIN_AFTER = timedelta(minutes=5)


def register_guest(
    *,
    session: LiveSession,
    name: str,
    email: str,
    language: str,
    now: datetime,
    remark: str = "",
) -> None:
    """Hold a seat, or a place in the line, and mail a link to confirm it; says nothing about the address.

    Asking again within five minutes sends no second mail. Raises RegistrationClosed, and SessionFull and
    ManyUnconfirmed in the same words for every address; whoever is registered gets the mail again all the same.
    """
    with transaction.atomic():
        subject_id = _held(email)
        session = ledger.lock(session.pk)
        if not session.takes_registrations(now):
            raise RegistrationClosed
        refusal = _what_nobody_gets(session, now)
        if refusal is None:
            subject_id = _subject_behind(subject_id, name, email, language, now)
            _register(session, subject_id, email, now, remark)
        elif subject_id is not None:
            _mail_again(session, subject_id, email, now)
    # Raised only here: inside the transaction it would take the mail back.
    if refusal is not None:
        raise refusal


def confirm_guest(*, registration: Registration, now: datetime) -> Registration:
    """The link of the mail was followed and its button pressed: the address is proven, the seat taken.

    Safe to repeat. Raises HoldGone and RegistrationClosed as `confirm` does, and HoldGone for who was erased
    meanwhile.
    """
    with transaction.atomic():
        if not is_still_here(registration.subject_id):
            raise HoldGone
        registration = confirm(registration=registration, now=now)
        Guest.objects.filter(subject_id=registration.subject_id, confirmed_at=None).update(
            confirmed_at=now
        )
    return registration


def _register(
    session: LiveSession, subject_id: UUID, email: str, now: datetime, remark: str
) -> None:
    registration = ledger.active(session, subject_id)
    is_new = registration is None
    if registration is None:
        registration = enter(
            session=session,
            subject_id=subject_id,
            now=now,
            remark=remark,
            confirm_by=now + timedelta(minutes=session.hold_minutes),
        )
    if _may_mail(session, email) or is_new:
        _mail(session, registration, now)


def _mail_again(session: LiveSession, subject_id: UUID, email: str, now: datetime) -> None:
    """Tell whoever is registered with this address how that stands; nobody is added for asking."""
    registration = ledger.active(session, subject_id)
    if registration is not None and _may_mail(session, email):
        _mail(session, registration, now)


def _mail(session: LiveSession, registration: Registration, now: datetime) -> None:
    if registration.confirm_by is None:
        mails.already_registered(session=session, registration=registration, now=now)
    else:
        mails.confirm_address(session=session, registration=registration, now=now)


def _what_nobody_gets(session: LiveSession, now: datetime) -> Refusal | None:
    """Why no new registration is taken, whoever asks.

    The limit of the whole site may be passed by those who register in the same instant elsewhere.
    """
    if not session.waiting_list and ledger.free_slot(session) is None:
        return SessionFull()
    unconfirmed = Registration.objects.unconfirmed(now)
    if (
        unconfirmed.filter(session=session).count()
        >= limits.most_unconfirmed(session.slots.count())
        or unconfirmed.count() >= limits.MOST_ON_THE_SITE
    ):
        return ManyUnconfirmed()
    return None


def _held(email: str) -> UUID | None:
    """The person of this address, whom nobody erases before the transaction ends; None for a new one.

    Who was erased while this waited is not known any more, and who got an account is found by that.
    """
    while (subject_id := _known_subject(email)) is not None and not is_still_here(subject_id):
        pass
    return subject_id


def _known_subject(email: str) -> UUID | None:
    """The account whose proven address this is, else the guest of that address."""
    return _account_of(email) or (guest.subject_id if (guest := _guest_of(email)) else None)


def _account_of(email: str) -> UUID | None:
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    return proven.values_list("user__subject_id", flat=True).first()


def _guest_of(email: str) -> Guest | None:
    return Guest.objects.filter(email__iexact=email).order_by("pk").first()


def _subject_behind(
    known: UUID | None, name: str, email: str, language: str, now: datetime
) -> UUID:
    """Who is known by that address, also only since the session was locked; else a new guest."""
    guest = _guest_of(email) if known is None else Guest.objects.filter(subject_id=known).first()
    if guest is None and known is not None:
        return known
    if guest is None:
        guest = Guest.objects.create(
            subject=Subject.objects.create(),
            name=name,
            email=email,
            language=language,
            created_at=now,
        )
    elif guest.confirmed_at is None:
        # Nobody has proven this address yet, so nobody's name is overwritten.
        guest.name, guest.language = name, language
        guest.save(update_fields=["name", "language"])
    return guest.subject_id


def _may_mail(session: LiveSession, email: str) -> bool:
    """Once in a while per address and session: nobody's mailbox is filled from here."""
    digest = hashlib.sha256(email.lower().encode()).hexdigest()
    return cache.add(
        f"live.guest:{session.pk}:{digest}", True, timeout=int(MAIL_AGAIN_AFTER.total_seconds())
    )
