"""Whoever has a seat hears of it again shortly before, once for each beginning of the session."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Coalesce

from outbox.queries import is_wanted, refused_by
from webinar.live.enums import State
from webinar.live.mail_kinds import REMINDER
from webinar.live.models import LiveSession, Registration
from webinar.live.models.session import LONGEST_REMINDER_HOURS

from . import ledger, mails


def remind_of_sessions(*, now: datetime) -> int:
    """Write to those with a seat in a session that begins soon; say to how many. Safe to repeat.

    Not to whoever refused such mails or was erased, nor to whoever got the seat after the moment of
    the reminder: they have just had a mail. A session that is moved is reminded of again.
    """
    near = LiveSession.objects.published().filter(
        cancelled_at=None,
        reminder_hours__isnull=False,
        starts_at__gt=now,
        starts_at__lte=now + timedelta(hours=LONGEST_REMINDER_HOURS),
    )
    return sum(_remind_of(session, now) for session in near if session.is_reminded_of(now))


def _remind_of(session: LiveSession, now: datetime) -> int:
    seated = (
        Registration.objects.filter(session=session, state=State.CONFIRMED, confirm_by=None)
        .alias(since=Coalesce("confirmed_at", "made_at"))
        .filter(since__lte=session.reminds_from)
        .exclude(reminded_of=session.starts_at)
        .exclude(subject_id__in=refused_by(REMINDER))
        .order_by("pk")
    )
    return sum(_remind(registration, now) for registration in list(seated))


def _remind(registration: Registration, now: datetime) -> bool:
    with transaction.atomic():
        session, registration = ledger.lock_of(registration)
        if (
            not registration.is_confirmed
            or registration.reminded_of == session.starts_at
            or not session.goes_ahead(now)
            or not session.is_reminded_of(now)
            or not is_wanted(registration.subject_id, REMINDER)
        ):
            return False
        registration.reminded_of = session.starts_at
        registration.save(update_fields=["reminded_of"])
        return mails.reminder(session=session, registration=registration, now=now)
