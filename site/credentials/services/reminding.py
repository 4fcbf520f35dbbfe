"""Tell holders, once, that a certificate is about to expire."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import Guest, Subject, User
from credentials import wording
from credentials.models import Certificate, CertificateSettings
from outbox.services import send


def remind_expiring(*, now: datetime) -> int:
    """Write a mail for every certificate whose end is near; say how many. Called by the clock.

    Whoever has earned the same again is left alone, and so is whoever was erased.
    """
    until = now + timedelta(days=CertificateSettings.load().reminder_days)
    near = Certificate.objects.expiring(now, until).filter(reminded_at=None, holder__isnull=False)
    return sum(
        _remind(pk, subject_id, now)
        for pk, subject_id in list(near.values_list("pk", "subject_id"))
    )


def _remind(pk: int, subject_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        # The Subject first: an erasure is over by then, or waits until the mail is there to be erased.
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        found = Certificate.objects.select_for_update().filter(pk=pk, reminded_at=None).first()
        addressee = _addressee(subject_id)
        if found is None or addressee is None:
            return False
        found.reminded_at = now
        found.save(update_fields=["reminded_at"])
        with translation.override(addressee.language):
            context = {
                "name": addressee.name,
                "day": wording.day(found.expires_at) if found.expires_at else "",
                "address": f"{settings.SITE_URL}{found.get_absolute_url()}",
            }
        send(
            to=addressee.email,
            template="credentials/expiring",
            context=context,
            language=addressee.language,
            subject_id=subject_id,
            now=now,
        )
    return True


def _addressee(subject_id: UUID) -> User | Guest | None:
    """Who has an account, or left a mail address; nobody once erased."""
    return (
        User.objects.filter(subject_id=subject_id, is_active=True).first()
        or Guest.objects.filter(subject_id=subject_id).first()
    )
