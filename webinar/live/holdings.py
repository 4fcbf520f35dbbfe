"""What live sessions hold about a person, how it is exported and how it is erased."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.clock import now
from core.personal_data import Holding

from .enums import State
from .models import Attendance, CancellationReason, Registration, RegistrationRemark
from .services import release_seats


def export_registrations(subject_id: UUID) -> list[dict]:
    found = Registration.objects.filter(subject_id=subject_id).select_related(
        "session", "remark", "cancellation_reason"
    )
    return [
        {
            "session": registration.session.title,
            "starts_at": registration.session.starts_at.isoformat(),
            "state": State(registration.state).value,
            "made_at": registration.made_at.isoformat(),
            "remark": registration.remark.text if hasattr(registration, "remark") else "",
            "cancelled_because": (
                registration.cancellation_reason.text
                if hasattr(registration, "cancellation_reason")
                else ""
            ),
        }
        for registration in found
    ]


def erase_registrations(subject_id: UUID) -> None:
    """What was typed goes; seats and places in line that still matter are given back, without a mail."""
    RegistrationRemark.objects.filter(registration__subject_id=subject_id).delete()
    CancellationReason.objects.filter(registration__subject_id=subject_id).delete()
    release_seats(subject_id=subject_id, now=now())


def export_attendance(subject_id: UUID) -> list[dict]:
    found = Attendance.objects.filter(subject_id=subject_id).select_related("session")
    return [
        {
            "session": attendance.session.title,
            "minutes": attendance.minutes,
            "recorded_at": attendance.recorded_at.isoformat(),
        }
        for attendance in found
    ]


def keep_facts(subject_id: UUID) -> None:
    """An attendance names nobody: it points at the Subject and stays."""


HOLDINGS = (
    Holding(
        key="live.registrations",
        what=_(
            "Registrations for live sessions and what was typed with them, also when a coordinator cancelled one"
        ),
        why=_("To keep a seat, to send the link and changes, and to run a waiting list"),
        kept=_("What was typed until erased; the registration itself without a name"),
        export=export_registrations,
        erase=erase_registrations,
    ),
    Holding(
        key="live.attendance",
        what=_("Attendance at live sessions"),
        why=_("To count who was reached and to issue certificates of attendance"),
        kept=_("As a fact without a name"),
        export=export_attendance,
        erase=keep_facts,
    ),
)
