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
from webinar.live import limits
from webinar.live.errors import ManyUnconfirmed, RegistrationClosed, SessionFull
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

    Asking again within five minutes sends no second mail. Raises RegistrationClosed, SessionFull and
    ManyUnconfirmed, each before it is looked up whose address it is.
    """
    with transaction.atomic():
        session = ledger.lock(session.pk)
        if not session.takes_registrations(now):
            raise RegistrationClosed
        _refuse_what_nobody_gets(session, now)
        subject_id = _subject_behind(name=name, email=email, language=language, now=now)
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
        if not _may_mail(session, email) and not is_new:
            return
        if registration.confirm_by is None:
            mails.already_registered(session=session, registration=registration, now=now)
        else:
            mails.confirm_address(session=session, registration=registration, now=now)


def confirm_guest(*, registration: Registration, now: datetime) -> Registration:
    """The link of the mail was followed and its button pressed: the address is proven, the seat taken.

    Safe to repeat. Raises HoldGone and RegistrationClosed as `confirm` does.
    """
    with transaction.atomic():
        registration = confirm(registration=registration, now=now)
        Guest.objects.filter(subject_id=registration.subject_id, confirmed_at=None).update(
            confirmed_at=now
        )
    return registration


def _refuse_what_nobody_gets(session: LiveSession, now: datetime) -> None:
    """The limit of the whole site may be passed by those who register in the same instant elsewhere."""
    if not session.waiting_list and ledger.free_slot(session) is None:
        raise SessionFull
    unconfirmed = Registration.objects.unconfirmed(now)
    if (
        unconfirmed.filter(session=session).count()
        >= limits.most_unconfirmed(session.slots.count())
        or unconfirmed.count() >= limits.MOST_ON_THE_SITE
    ):
        raise ManyUnconfirmed


def _subject_behind(*, name: str, email: str, language: str, now: datetime) -> UUID:
    """The account whose proven address this is, else the guest of that address, else a new guest."""
    proven = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    account = proven.values_list("user__subject_id", flat=True).first()
    if account is not None:
        return account
    guest = Guest.objects.filter(email__iexact=email).order_by("pk").first()
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
