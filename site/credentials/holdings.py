"""What certificates hold about a person (see core.personal_data), and how two persons become one."""

from uuid import UUID

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.personal_data import Holding

from .models import (
    BadgeFile,
    Certificate,
    CertificateFile,
    CertificateHolder,
    HandOver,
    LedgerLine,
    Register,
    RegisterMember,
)


def export_certificates(subject_id: UUID) -> list[dict]:
    return [
        {
            "name": holder.name,
            "title": holder.certificate.title,
            "code": holder.certificate.spaced_code,
            "issued_at": holder.certificate.issued_at.isoformat(),
            "pdf": holder.certificate.get_absolute_url() + "pdf",
            "badge": holder.certificate.get_absolute_url() + "badge.json",
        }
        for holder in CertificateHolder.objects.filter(
            certificate__subject_id=subject_id
        ).select_related("certificate")
    ]


def erase_certificates(subject_id: UUID) -> None:
    """The name and the bytes go; code, achievement, days, status and hash stay.

    The lock makes who is storing a document, or issuing again, finish first; who counts points may point at
    a certificate meanwhile.
    """
    certificates = Certificate.objects.filter(subject_id=subject_id).order_by("pk")
    list(certificates.select_for_update(no_key=True))
    CertificateHolder.objects.filter(certificate__subject_id=subject_id).delete()
    CertificateFile.objects.filter(certificate__subject_id=subject_id).delete()
    BadgeFile.objects.filter(print__badge__certificate__subject_id=subject_id).delete()


def export_register_numbers(subject_id: UUID) -> list[dict]:
    return [
        {"register": member.register.name, "number": member.number}
        for member in RegisterMember.objects.filter(subject_id=subject_id).select_related(
            "register"
        )
    ]


def erase_register_numbers(subject_id: UUID) -> None:
    """The number goes; the points that were counted stay, about nobody.

    The lock makes who is counting points finish first.
    """
    registers = Register.objects.filter(
        Q(members__subject_id=subject_id) | Q(lines__certificate__subject_id=subject_id)
    )
    held = Register.objects.filter(pk__in=registers.values("pk")).order_by("pk")
    list(held.select_for_update(no_key=True))
    RegisterMember.objects.filter(subject_id=subject_id).delete()
    LedgerLine.objects.filter(certificate__subject_id=subject_id, hand_over=None).delete()


def merge_certificates(kept: UUID, gone: UUID) -> None:
    """Re-point certificates; of two in force for the same achievement the older one stays in force."""
    Certificate.objects.filter(revoked_by_id=gone).update(revoked_by_id=kept)
    Certificate.objects.filter(reissued_by_id=gone).update(reissued_by_id=kept)
    Certificate.objects.filter(reissued_by_id=gone).update(reissued_by_id=kept)
    HandOver.objects.filter(handed_over_by_id=gone).update(handed_over_by_id=kept)
    known = RegisterMember.objects.filter(subject_id=kept).values("register_id")
    RegisterMember.objects.filter(subject_id=gone, register_id__in=known).delete()
    RegisterMember.objects.filter(subject_id=gone).update(subject_id=kept)
    for moved in Certificate.objects.filter(subject_id=gone).order_by("issued_at", "pk"):
        same = Certificate.objects.filter(
            subject_id=kept,
            achievement_key=moved.achievement_key,
            achievement_version=moved.achievement_version,
            renewal=moved.renewal,
        )
        rival = same.in_force().first() if moved.is_in_force else None
        if rival is not None:
            _supersede(moved, rival)
        last = same.aggregate(last=Max("edition"))["last"]
        moved.subject_id = kept
        moved.edition = moved.edition if last is None else last + 1
        moved.save(update_fields=["subject", "edition"])


def _supersede(moved: Certificate, rival: Certificate) -> None:
    older, newer = sorted((moved, rival), key=lambda each: (each.issued_at, each.pk))
    newer.superseded_at, newer.superseded_by = now(), older
    newer.save(update_fields=["superseded_at", "superseded_by"])


CERTIFICATES = Holding(
    key="credentials.certificates",
    what=_("Your name on certificates, their PDF and their badge"),
    why=_("To let you show what you completed, and others check it."),
    kept=_("Until you erase your account. What was achieved, and when, then stays without a name."),
    export=export_certificates,
    erase=erase_certificates,
)

REGISTER_NUMBERS = Holding(
    key="credentials.registers",
    what=_("Your number in professional registers"),
    why=_("To have your points counted by the register that you chose."),
    kept=_("Until you leave the register here, or erase your account."),
    export=export_register_numbers,
    erase=erase_register_numbers,
)

HOLDINGS = (CERTIFICATES, REGISTER_NUMBERS)
