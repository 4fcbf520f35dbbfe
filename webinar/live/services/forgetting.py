"""Guests who are not needed any more: nobody keeps their name and address for them but this site."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Guest
from accounts.services import erase_guest
from credentials.models import CertificateHolder
from webinar.live.models import Attendance, Registration

UNPROVEN_KEPT = timedelta(days=7)
KEPT_AFTERWARDS = timedelta(days=365)


def forget_guests(now: datetime) -> int:
    """Erase guests who never confirmed their mail address, and those whose last session is long over.

    Whoever still has a place keeps it, and a name stays as long as it stands on a certificate. Whoever
    registers before it is their turn is kept. Says how many were erased; safe to repeat.
    """
    return sum(
        erase_guest(subject_id=subject_id, among=not_needed)
        for not_needed in (_never_proven(now), _long_over(now))
        for subject_id in not_needed.values_list("subject_id", flat=True)
    )


def _never_proven(now: datetime) -> QuerySet[Guest]:
    """Perhaps somebody else typed the address."""
    theirs = {"subject": OuterRef("subject")}
    return Guest.objects.filter(
        ~Exists(Registration.objects.active().filter(**theirs)),
        ~Exists(Attendance.objects.filter(**theirs)),
        confirmed_at=None,
        created_at__lte=now - UNPROVEN_KEPT,
    )


def _long_over(now: datetime) -> QuerySet[Guest]:
    since = now - KEPT_AFTERWARDS
    recent = {"subject": OuterRef("subject"), "session__starts_at__gt": since}
    on_certificate = CertificateHolder.objects.filter(certificate__subject=OuterRef("subject"))
    return Guest.objects.filter(
        ~Exists(Registration.objects.filter(**recent)),
        ~Exists(Attendance.objects.filter(**recent)),
        ~Exists(on_certificate),
        confirmed_at__isnull=False,
        created_at__lte=since,
    )
