"""What accounts hold about a person (see core.personal_data)."""

from functools import partial
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from core.personal_data import Holding
from outbox.holdings import as_rows
from outbox.models import OutgoingMail

from . import sessions
from .models import Guest, Invitation, Membership, User
from .queries.organisations import confirmed_addresses


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
        _erase_picture(user)
        user.delete()


def _erase_picture(user: User) -> None:
    """The portrait that somebody with a role may show in the admin; the file goes once it is sure."""
    for profile in UserProfile.objects.filter(user=user).exclude(avatar=""):
        name, storage = profile.avatar.name, profile.avatar.storage
        transaction.on_commit(partial(storage.delete, name))


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


def export_memberships(subject_id: UUID) -> list[dict]:
    return [
        {
            "organisation": membership.organisation.name,
            "joined_at": membership.joined_at.isoformat(),
            "joined_by": membership.joined_by,
            "contact_person": membership.is_contact,
            "gets_reminders": membership.wants_reminders,
        }
        for membership in Membership.objects.filter(subject_id=subject_id).select_related(
            "organisation"
        )
    ]


def erase_memberships(subject_id: UUID) -> None:
    Membership.objects.filter(subject_id=subject_id).delete()


def export_invitations(subject_id: UUID) -> list[dict]:
    return [
        {
            "organisation": invitation.organisation.name,
            "email": invitation.email,
            "invited_at": invitation.invited_at.isoformat(),
        }
        for user in User.objects.filter(subject_id=subject_id)
        for invitation in Invitation.objects.filter(
            email__in=confirmed_addresses(user)
        ).select_related("organisation")
    ]


def erase_invitations(subject_id: UUID) -> None:
    for user in User.objects.filter(subject_id=subject_id):
        Invitation.objects.filter(email__in=confirmed_addresses(user)).delete()


def export_mails_to_addresses(subject_id: UUID) -> list[dict]:
    return as_rows(_mails_to_addresses(subject_id))


def erase_mails_to_addresses(subject_id: UUID) -> None:
    _mails_to_addresses(subject_id).delete()


def _mails_to_addresses(subject_id: UUID) -> QuerySet[OutgoingMail]:
    """Mails to somebody's confirmed addresses that were written to nobody in particular."""
    addresses = [
        address
        for user in User.objects.filter(subject_id=subject_id)
        for address in confirmed_addresses(user)
    ]
    return OutgoingMail.objects.alias(address=Lower("to")).filter(
        subject_id=None, address__in=addresses
    )


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
    kept=_(
        "Until you erase it by the link in our mails, or make an account with the same mail address; at "
        "most a week when you never confirmed it, and otherwise a year after your last session, or as "
        "long as a certificate bears your name."
    ),
    export=export_guest,
    erase=erase_guest,
)

MEMBERSHIPS = Holding(
    key="accounts.memberships",
    what=_("The organisations you joined"),
    why=_(
        "To let their contact persons see which courses you finished, as you were told at joining."
    ),
    kept=_("Until you leave the organisation or erase your account."),
    export=export_memberships,
    erase=erase_memberships,
)

INVITATIONS = Holding(
    key="accounts.invitations",
    what=_("Your mail address, when an organisation asked you to join"),
    why=_("To show you the invitation when you sign in."),
    kept=_("Until you join; thirty days at most."),
    export=export_invitations,
    erase=erase_invitations,
)

MAILS_TO_ADDRESSES = Holding(
    key="accounts.mails",
    what=_("Mails to your address from before you had an account, such as an invitation"),
    why=_("To be sure that they arrive, and to send them again when they do not."),
    kept=_("Thirty days after sending; ninety days when they could not be delivered."),
    export=export_mails_to_addresses,
    erase=erase_mails_to_addresses,
)

HOLDINGS = (ACCOUNT, GUEST, MEMBERSHIPS, INVITATIONS, MAILS_TO_ADDRESSES)
