"""Reads about people and whom they work for."""

from .organisations import (
    MemberLine,
    MyOrganisations,
    confirmed_addresses,
    contacts_of,
    members_of,
    my_organisations,
    offered_to,
    open_invitations,
)
from .people import HeldAboutYou, copy_of, has_facts, held_about

__all__ = [
    "HeldAboutYou",
    "MemberLine",
    "MyOrganisations",
    "confirmed_addresses",
    "contacts_of",
    "copy_of",
    "has_facts",
    "held_about",
    "members_of",
    "my_organisations",
    "offered_to",
    "open_invitations",
]
