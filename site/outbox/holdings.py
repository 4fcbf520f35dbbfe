"""What the outbox holds about a person (see core.personal_data)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.personal_data import Holding

from .models import HandedOver, OutgoingMail, RefusedMail


def export_mails(subject_id: UUID) -> list[dict]:
    return as_rows(OutgoingMail.objects.filter(subject_id=subject_id))


def as_rows(mails: Iterable[OutgoingMail]) -> list[dict]:
    """What stands in a person's copy about each mail."""
    return [
        {
            "to": mail.to,
            "subject": mail.title,
            "text": mail.text,
            "written_at": mail.created_at.isoformat(),
            "sent_at": mail.sent_at.isoformat() if mail.sent_at else None,
        }
        for mail in mails
    ]


def erase_mails(subject_id: UUID) -> None:
    OutgoingMail.objects.filter(subject_id=subject_id).delete()


MAILS = Holding(
    key="outbox.mails",
    what=_("The mails we sent you"),
    why=_("To be sure that they arrive, and to send them again when they do not."),
    kept=_("Thirty days after sending; ninety days when they could not be delivered."),
    export=export_mails,
    erase=erase_mails,
)


def export_choices(subject_id: UUID) -> list[dict]:
    return [
        {"refused": row.kind, "since": row.since.isoformat()}
        for row in RefusedMail.objects.filter(subject_id=subject_id).order_by("kind")
    ]


def erase_choices(subject_id: UUID) -> None:
    RefusedMail.objects.filter(subject_id=subject_id).delete()
    HandedOver.objects.filter(kept=subject_id).delete()


CHOICES = Holding(
    key="outbox.choices",
    what=_("Which mails you do not want"),
    why=_("To leave you alone with them."),
    kept=_("Until you choose otherwise, or erase your account."),
    export=export_choices,
    erase=erase_choices,
)

HOLDINGS = (MAILS, CHOICES)
