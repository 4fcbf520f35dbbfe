"""Tell holders, once, that a certificate is about to expire."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from credentials.mail_kinds import RENEWAL
from credentials.models import Certificate, CertificateSettings
from outbox.queries import is_wanted, refused_by

from .telling import addressee_of, tell_of_end


def remind_expiring(*, now: datetime) -> int:
    """Write a mail for every certificate whose end is near; say how many. Called by the clock.

    Whoever has earned the same again is left alone, and so is whoever was erased or refused such mails.
    """
    until = now + timedelta(days=CertificateSettings.load().reminder_days)
    near = Certificate.objects.expiring(now, until).filter(reminded_at=None, holder__isnull=False)
    near = near.exclude(subject_id__in=refused_by(RENEWAL))
    return sum(
        _remind(pk, subject_id, now)
        for pk, subject_id in list(near.values_list("pk", "subject_id"))
    )


def _remind(pk: int, subject_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        # The Subject first: an erasure is over by then, or waits until the mail is there to be erased.
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        found = (
            Certificate.objects.select_for_update(no_key=True)
            .filter(pk=pk, reminded_at=None)
            .first()
        )
        addressee = addressee_of(subject_id)
        if found is None or addressee is None or not is_wanted(subject_id, RENEWAL):
            return False
        found.reminded_at = now
        found.save(update_fields=["reminded_at"])
        tell_of_end(certificate=found, addressee=addressee, now=now)
    return True
