"""What accounts hold about a person (see core.personal_data)."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from core.personal_data import Holding

from . import sessions
from .models import Guest, User


def export_account(subject_id: UUID) -> list[dict]:
    return [
        {
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "date_joined": user.date_joined.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "other_addresses": list(
                EmailAddress.objects.filter(user=user)
                .exclude(email=user.email)
                .values_list("email", flat=True)
            ),
        }
        for user in User.objects.filter(subject_id=subject_id)
    ]


def erase_account(subject_id: UUID) -> None:
    """The account goes with its sessions, and its name from the admin's log of who changed whom."""
    for user in User.objects.filter(subject_id=subject_id):
        addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
        sessions.end_all_of(user, {user.email, *addresses})
        ModelLogEntry.objects.for_instance(user).update(label="")
        user.delete()


def export_guest(subject_id: UUID) -> list[dict]:
    return [
        {
            "name": guest.name,
            "email": guest.email,
            "language": guest.language,
            "created_at": guest.created_at.isoformat(),
        }
        for guest in Guest.objects.filter(subject_id=subject_id)
    ]


def erase_guest(subject_id: UUID) -> None:
    Guest.objects.filter(subject_id=subject_id).delete()


ACCOUNT = Holding(
    key="accounts.account",
    what=_("Your account: name, mail addresses, language, password (as a hash), second factor"),
    why=_("To let you sign in and to address you."),
    kept=_("Until you erase your account."),
    export=export_account,
    erase=erase_account,
)

GUEST = Holding(
    key="accounts.guest",
    what=_("Your name and mail address from when you registered without an account"),
    why=_("To keep a seat for you and to write to you about it."),
    kept=_("Until you make an account with the same mail address, or ask us to erase it."),
    export=export_guest,
    erase=erase_guest,
)
