"""Every write about who is who, and whom they work for."""

from .invitations import decline, forget_invitations, invite
from .mails import choose_mails
from .memberships import (
    join_by_address,
    join_by_code,
    leave,
    merge_memberships,
    organisation_with_code,
    remove_member,
    set_contact,
    set_reminders,
)
from .organisations import new_code, refuse_taken_domains, save_organisation
from .people import erase, erase_guest, is_still_here, rename, welcome_guests

__all__ = [
    "choose_mails",
    "decline",
    "erase",
    "erase_guest",
    "forget_invitations",
    "invite",
    "is_still_here",
    "join_by_address",
    "join_by_code",
    "leave",
    "merge_memberships",
    "new_code",
    "organisation_with_code",
    "refuse_taken_domains",
    "remove_member",
    "rename",
    "save_organisation",
    "set_contact",
    "set_reminders",
    "welcome_guests",
]
