"""Reads of certificates, ready for a screen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from credentials import wording
from credentials.enums import RevocationReason, Status
from credentials.models import BadgePrint, Certificate, CertificateHolder

# In force, and yet nothing but an example.
DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Verification:
    """What a certificate's page says, in the language that is active."""

    certificate: Certificate
    status: Status
    look: str
    headline: str
    explanation: str
    demonstration_notice: str
    holder_name: str | None
    renewed: bool
    particulars: list[tuple[str, str]]


def certificates_of(subject_id: UUID) -> list[Certificate]:
    """Every certificate of this person, the newest first, with its holder and `with_notice`; one query."""
    found = Certificate.objects.filter(subject_id=subject_id).with_notice()
    return list(found.select_related("holder"))


def verification(code: str, now: datetime) -> Verification | None:
    """What there is to say about the certificate with this code (in canonical form)."""
    found = Certificate.objects.with_renewed().select_related("holder").filter(code=code)
    certificate = found.first()
    return None if certificate is None else verified(certificate, now)


def verified(certificate: Certificate, now: datetime) -> Verification:
    """The same of a certificate that was fetched with its holder and `with_renewed`."""
    status = certificate.status(now)
    return Verification(
        certificate=certificate,
        status=status,
        look=DEMONSTRATION if _is_only_shown(certificate, status) else status.value,
        headline=_headline(certificate, status),
        explanation=_explanation(certificate, status),
        demonstration_notice=_notice(certificate, status),
        holder_name=holder_name(certificate),
        renewed=certificate.renewed,
        particulars=_particulars(certificate),
    )


def holder_name(certificate: Certificate) -> str | None:
    """The name on the certificate, or nothing when it was erased."""
    try:
        return certificate.holder.name
    except CertificateHolder.DoesNotExist:
        return None


def facts_for_machines(found: Verification) -> dict[str, object]:
    """The same facts as plain values; days and moments in ISO 8601."""
    certificate = found.certificate
    return {
        "code": certificate.spaced_code,
        "status": found.status.value,
        "holder": found.holder_name,
        "holder_erased": found.holder_name is None,
        "title": certificate.title,
        "language": certificate.language,
        "version": certificate.achievement_version,
        "edition": certificate.edition,
        "minutes": certificate.minutes,
        "issuer": certificate.issuer,
        "demonstration": certificate.demonstration,
        "achieved_at": _moment(certificate.achieved_at),
        "accreditation_number": certificate.accreditation_number or None,
        "issued_at": _moment(certificate.issued_at),
        "expires_at": _moment(certificate.expires_at),
        "superseded_at": _moment(certificate.superseded_at),
        "revoked_at": _moment(certificate.revoked_at),
        "revocation_reason": certificate.revocation_reason or None,
        "renewed": found.renewed,
        "pdf_sha256": certificate.pdf_sha256 or None,
    }


def compared(certificate: Certificate, chunks: Iterable[bytes]) -> str:
    """What these bytes are, to the last bit.

    "same" is the PDF, "badge" the badge, "disowned" a badge whose key was withdrawn since; else "different".
    """
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    if certificate.pdf_sha256 and digest.hexdigest() == certificate.pdf_sha256:
        return "same"
    prints = BadgePrint.objects.filter(badge__certificate=certificate, sha256=digest.hexdigest())
    found = prints.select_related("badge__key").first()
    if found is None:
        return "different"
    return "badge" if found.badge.key.withdrawn_at is None else "disowned"


def _is_only_shown(certificate: Certificate, status: Status) -> bool:
    """In force, but made to show what one looks like: it must not be called valid in so many words."""
    return certificate.demonstration and status == Status.VALID


def _notice(certificate: Certificate, status: Status) -> str:
    """The sentence on demonstrations, where the explanation does not say it already."""
    if certificate.demonstration and not _is_only_shown(certificate, status):
        return wording.demonstration()
    return ""


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None


def _day(moment: datetime | None) -> str:
    return wording.day(moment) if moment else ""


def _headline(certificate: Certificate, status: Status) -> str:
    match status:
        case Status.REVOKED:
            return gettext("Revoked on %(day)s") % {"day": _day(certificate.revoked_at)}
        case Status.SUPERSEDED:
            return gettext("Replaced on %(day)s") % {"day": _day(certificate.superseded_at)}
        case Status.EXPIRED:
            return gettext("Expired on %(day)s") % {"day": _day(certificate.expires_at)}
    if certificate.demonstration:
        return gettext("A certificate for demonstration")
    return gettext("Valid certificate")


def _explanation(certificate: Certificate, status: Status) -> str:
    match status:
        case Status.REVOKED:
            reason = RevocationReason(certificate.revocation_reason).label
            return gettext("This certificate is worth nothing any more. %(reason)s") % {
                "reason": reason
            }
        case Status.SUPERSEDED:
            return gettext(
                "The holder has received another certificate for the same achievement. Ask them for it."
            )
        case Status.EXPIRED:
            if certificate.renewed:
                return gettext(
                    "It was valid until that day. The holder has earned the same again since: ask them"
                    " for the newer certificate."
                )
            return gettext("It was valid until that day. What is below was true then.")
    if certificate.demonstration:
        return wording.demonstration()
    return gettext(
        "Compare the name and the details below with the document in front of you. Where they differ,"
        " trust this page."
    )


def _particulars(certificate: Certificate) -> list[tuple[str, str]]:
    lines = [
        (gettext("Date"), wording.day(certificate.achieved_at)),
        (gettext("Study time"), wording.duration(certificate.minutes)),
        (gettext("Version"), str(certificate.achievement_version)),
        (gettext("Issuer"), certificate.issuer),
    ]
    if certificate.accreditation_number:
        lines.append((gettext("Accreditation number"), certificate.accreditation_number))
    if certificate.edition > 1:
        lines.append((gettext("Issued again on"), wording.day(certificate.issued_at)))
    if certificate.expires_at:
        lines.append((gettext("Valid until"), wording.day(certificate.expires_at)))
    return lines
