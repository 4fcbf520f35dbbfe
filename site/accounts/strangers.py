"""How many addresses are written to that nobody has proven to be theirs.

Whoever has a list of addresses and a script could otherwise sign up with each, and have this site write to
all of them. What counts are addresses still unproven: a group that signs up together confirms
within minutes and takes no place for long, a flood confirms nothing. Counts of rows only: nobody is followed,
and a school that shares one network address is not one person.

The sign-up itself succeeds. Who got no mail signs in later, and gets it then.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from accounts.mail_kinds import ACCOUNT_MAILS
from outbox.models import OutgoingMail

# A hall of two hundred that signs up in the same minutes, and half of it again.
MOST_AN_HOUR = 300
AN_HOUR = timedelta(hours=1)


def may_be_written_to(email: str, now: datetime) -> bool:
    """Whether a mail may go to this address: somebody has proven it, or there is a place for it.

    An address that has no sign-up (an account that an administrator made) takes no place. Two in the same
    instant may both take the last one.
    """
    signed_up = EmailAddress.objects.filter(email__iexact=email)
    if not signed_up.exists() or signed_up.filter(verified=True).exists():
        return True
    return _written_to(now).exclude(email__iexact=email).count() < MOST_AN_HOUR


def are_many(now: datetime) -> bool:
    """Whether so many are to be proven that the next mail waits; the same for whoever asks."""
    return _written_to(now).count() >= MOST_AN_HOUR


def _written_to(now: datetime) -> QuerySet[EmailAddress]:
    """The unproven addresses whose accounts were written to in the last hour."""
    mails = OutgoingMail.objects.filter(kind=ACCOUNT_MAILS, created_at__gt=now - AN_HOUR)
    return EmailAddress.objects.filter(
        verified=False, user__subject_id__in=mails.values("subject_id")
    )
