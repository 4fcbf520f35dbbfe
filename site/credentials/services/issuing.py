"""Issue, supersede, renew and revoke certificates."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import Subject
from accounts.names import tidy
from core.later import later
from credentials.achievement import Achievement
from credentials.enums import RevocationReason
from credentials.errors import AlreadyRevoked, AlreadySuperseded, HolderErased, NameMissing
from credentials.models import Certificate, CertificateHolder, CertificateSettings
from credentials.periods import end_of_validity
from credentials.queries.ending import about_to_end


def issue(
    *,
    subject_id: UUID,
    holder_name: str,
    achievement: Achievement,
    now: datetime,
    earned_anew: bool = False,
) -> Certificate:
    """The certificate for this achievement of this person: the one there is, or a new one.

    Call it in the transaction that completes the achievement. It is safe to repeat, also from two
    places at once: an achievement is certified once, and once revoked it stays revoked. Only when the
    caller knows that it was `earned_anew` does one that was revoked as not earned stand in nobody's way:
    the new one is its next edition.
    """
    with transaction.atomic():
        found = _latest(subject_id, achievement)
        gone = earned_anew and found is not None and found.was_not_earned
        if found is not None and not gone:
            return found
        try:
            with transaction.atomic():
                earned = _earned(subject_id, achievement, now)
                if found is not None:
                    earned.renewal, earned.edition = found.renewal, found.edition + 1
                return _write(earned, holder_name)
        except IntegrityError:
            # Somebody else was first, between our look and our write.
            found = _latest(subject_id, achievement)
            if found is None:
                raise
            return found


def renew(
    *,
    subject_id: UUID,
    holder_name: str,
    achievement: Achievement,
    now: datetime,
    earned_anew: bool = False,
) -> Certificate:
    """A new certificate, with its own day and code, for who earned the same again; history stays.

    Only where the one there is has an end that is past or near (`CertificateSettings.reminder_days`):
    otherwise it gives that one, as `issue` does. A version that was not certified yet is issued. Safe to
    repeat, also from two places at once. `earned_anew` as for `issue`.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        found = _latest(subject_id, achievement)
        if found is None or (earned_anew and found.was_not_earned):
            return issue(
                subject_id=subject_id,
                holder_name=holder_name,
                achievement=achievement,
                now=now,
                earned_anew=earned_anew,
            )
        if found.revoked_at or not about_to_end([found], now):
            return found
        renewed = _earned(subject_id, achievement, now)
        renewed.renewal = found.renewal + 1
        return _write(renewed, holder_name)


def reissue(
    *,
    certificate: Certificate,
    holder_name: str | None = None,
    reissued_by_id: UUID | None = None,
    now: datetime,
) -> Certificate:
    """A new certificate for the same achievement (another name, a better document) in its place.

    It keeps the day of the achievement, and who issued it again; the old one stays known, as superseded.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=certificate.subject_id)
        old = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
        if old.revoked_at:
            raise AlreadyRevoked
        if old.superseded_at:
            raise AlreadySuperseded
        # Who was erased is not named again, whoever types the name.
        present = _name_on(old)
        name = holder_name or present
        old.superseded_at = now
        old.save(update_fields=["superseded_at"])
        new = _write(
            Certificate(
                subject_id=old.subject_id,
                achievement_key=old.achievement_key,
                achievement_version=old.achievement_version,
                renewal=old.renewal,
                edition=old.edition + 1,
                title=old.title,
                minutes=old.minutes,
                renewal_minutes=old.renewal_minutes,
                language=old.language,
                accreditation_number=old.accreditation_number,
                achieved_at=old.achieved_at,
                issued_at=now,
                reissued_by_id=reissued_by_id,
                expires_at=old.expires_at,
            ),
            name,
        )
        old.superseded_by = new
        old.save(update_fields=["superseded_by"])
        return new


def revoke(
    *, certificate: Certificate, reason: RevocationReason, revoked_by_id: UUID, now: datetime
) -> Certificate:
    """Take a certificate back. Its page stays, and says so with the day and the reason, at once."""
    with transaction.atomic():
        found = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
        if found.revoked_at:
            raise AlreadyRevoked
        found.revoked_at, found.revocation_reason = now, reason
        found.revoked_by_id = revoked_by_id
        found.save(update_fields=["revoked_at", "revocation_reason", "revoked_by"])
    return found


def _latest(subject_id: UUID, achievement: Achievement) -> Certificate | None:
    return (
        Certificate.objects.about(subject_id, achievement).order_by("-renewal", "-edition").first()
    )


def _earned(subject_id: UUID, achievement: Achievement, now: datetime) -> Certificate:
    return Certificate(
        subject_id=subject_id,
        achievement_key=achievement.key,
        achievement_version=achievement.version,
        title=achievement.title,
        minutes=achievement.minutes,
        renewal_minutes=achievement.renewal_minutes,
        language=achievement.language,
        accreditation_number=achievement.accreditation_number,
        achieved_at=now,
        issued_at=now,
        expires_at=end_of_validity(now, achievement.validity_months),
    )


def _write(certificate: Certificate, holder_name: str) -> Certificate:
    name = tidy(holder_name)
    if not name:
        raise NameMissing
    chosen = CertificateSettings.load()
    certificate.issuer = chosen.issuer
    certificate.demonstration = chosen.demonstration_notice
    certificate.accreditation_number = (
        certificate.accreditation_number or chosen.accreditation_number
    )
    certificate.save(force_insert=True)
    CertificateHolder.objects.create(certificate=certificate, name=name)
    later("credentials.tasks.render", certificate.pk)
    return certificate


def _name_on(certificate: Certificate) -> str:
    holder = CertificateHolder.objects.filter(certificate=certificate).first()
    if holder is None:
        raise HolderErased
    return holder.name
