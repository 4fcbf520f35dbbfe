"""Who is seen or heard, and agreed to it.

A `Consent` says how it stands now; every change of it is also a `ConsentFact`, which is never changed.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from core.clock import now as this_moment
from safety import page_cache
from webinar.recordings.enums import ConsentChange
from webinar.recordings.models import Consent, ConsentFact, Recording


@transaction.atomic
def record_consent(
    *,
    recording: Recording,
    name: str,
    now: datetime,
    subject_id: UUID | None = None,
) -> Consent:
    """Someone seen or heard agreed at this moment; one consent a person and recording.

    Agreeing again after taking it back counts from now on; agreeing while it stands changes nothing.
    """
    subject_id = subject_id or Subject.objects.create().pk
    consent, _ = Consent.objects.select_for_update(no_key=True).get_or_create(
        recording=recording, subject_id=subject_id, defaults={"name": name}
    )
    if consent.stands:
        return consent
    # Two clocks may differ a little: what came after the taking back is not before it.
    given_at = max(now, consent.withdrawn_at or now)
    consent.name, consent.given_at, consent.withdrawn_at = name, given_at, None
    consent.save(update_fields=["name", "given_at", "withdrawn_at"])
    _write(recording, subject_id, ConsentChange.GIVEN, given_at)
    page_cache.bump()
    return consent


@transaction.atomic
def note_person(*, recording: Recording, name: str) -> Consent:
    """Someone is seen or heard and has not agreed yet: until they do, nobody sees the recording."""
    consent = Consent.objects.create(
        recording=recording, subject=Subject.objects.create(), name=name
    )
    page_cache.bump()
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, now: datetime) -> Consent:
    """Someone takes it back: from now on nobody sees the recording. The first time counts."""
    locked = Consent.objects.select_for_update(no_key=True).get(pk=consent.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = max(now, locked.given_at or now)
        locked.save(update_fields=["withdrawn_at"])
        if locked.subject_id:
            _write(
                locked.recording, locked.subject_id, ConsentChange.WITHDRAWN, locked.withdrawn_at
            )
        page_cache.bump()
    return locked


def _write(recording: Recording, subject_id: UUID, change: ConsentChange, at: datetime) -> None:
    ConsentFact.objects.create(
        recording_id=recording.pk, subject_id=subject_id, change=change, at=at
    )


def export_subject(subject_id: UUID) -> list[dict]:
    """The person's consents with every change of them, for a copy of their data."""
    facts = list(ConsentFact.objects.filter(subject_id=subject_id))
    return [
        {
            "recording": consent.recording.title,
            "name": consent.name,
            "given_at": consent.given_at.isoformat() if consent.given_at else None,
            "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
            "changes": [
                {"change": fact.change, "at": fact.at.isoformat()}
                for fact in facts
                if fact.recording_id == consent.recording_id
            ],
        }
        for consent in Consent.objects.filter(subject_id=subject_id)
        .select_related("recording")
        .order_by("pk")
    ]


@transaction.atomic
def erase_subject(subject_id: UUID) -> None:
    """Forget the name. Who is erased no longer agrees to be seen, so the recording closes."""
    # All of them before the first is taken back: from then on everybody who publishes waits for us.
    held = Consent.objects.filter(subject_id=subject_id).order_by("pk")
    for consent in list(held.select_for_update(no_key=True)):
        withdraw_consent(consent=consent, now=this_moment())
    Consent.objects.filter(subject_id=subject_id).update(name="")
