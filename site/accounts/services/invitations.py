"""Asking people by mail to join an organisation. An address that is asked is no member yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.address_list import Line
from accounts.enums import InvitationResult
from accounts.models import Invitation, Membership, Organisation, User
from accounts.models.organisation import INVITATION_LASTS
from accounts.queries.organisations import confirmed_addresses
from design import dates
from outbox.services import send


@dataclass(frozen=True)
class LineResult:
    """What becomes of one line of a list."""

    line: Line
    result: InvitationResult

    @property
    def label(self) -> str:
        return str(self.result.label)

    @property
    def is_new(self) -> bool:
        return self.result == InvitationResult.INVITED


def invite(
    *,
    organisation: Organisation,
    lines: Sequence[Line],
    language: str,
    now: datetime,
    contact: User | None = None,
    as_contact: bool = False,
    dry_run: bool = False,
) -> list[LineResult]:
    """Ask every new address to join, and say per line what became of it; safe to repeat.

    `contact` is the contact person who asks, None for a coordinator. Contact persons know members by name:
    whether a private address is a member's they are not told, so it is invited like any other.

    A dry run says what would become of it and writes nothing. `language` is that of the mail to
    people without an account.
    """
    with transaction.atomic():
        # Of two lists at once the second sees whom the first invited.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        results = _judged(organisation, lines, contact, now)
        if not dry_run:
            for found in results:
                if found.is_new:
                    _invite(organisation, str(found.line.email), language, now, as_contact)
    return results


def decline(*, user: User, organisation: Organisation, now: datetime) -> None:
    """Answer no to an invitation: it is offered no more, and the organisation sees no difference."""
    Invitation.objects.filter(
        organisation=organisation, email__in=confirmed_addresses(user), declined_at=None
    ).update(declined_at=now)


def forget_invitations(*, now: datetime) -> int:
    """Delete the addresses that did not answer in time; say how many."""
    return Invitation.objects.filter(invited_at__lte=now - INVITATION_LASTS).delete()[0]


def _judged(
    organisation: Organisation, lines: Sequence[Line], contact: User | None, now: datetime
) -> list[LineResult]:
    members = _addresses_of_members(organisation)
    if contact is not None:
        members &= _known_to(contact, organisation, members)
    invitations = Invitation.objects.filter(organisation=organisation).recent(now)
    invited = {email.lower() for email in invitations.values_list("email", flat=True)}
    return [LineResult(line, judged(line, members, invited)) for line in lines]


def _known_to(contact: User, organisation: Organisation, addresses: set[str]) -> set[str]:
    """Those of which a contact person knows whose they are: their own, and at the organisation's domains."""
    domains = set(organisation.mail_domains.values_list("name", flat=True))
    at_work = {address for address in addresses if address.rpartition("@")[2] in domains}
    return at_work | {contact.email.lower(), *confirmed_addresses(contact)}


def _addresses_of_members(organisation: Organisation) -> set[str]:
    subjects = Membership.objects.filter(organisation=organisation).values("subject_id")
    users = User.objects.filter(subject_id__in=subjects)
    return {email.lower() for email in users.values_list("email", flat=True)} | {
        email.lower()
        for email in EmailAddress.objects.filter(user__in=users, verified=True).values_list(
            "email", flat=True
        )
    }


def judged(line: Line, members: set[str], invited: set[str]) -> InvitationResult:
    """What becomes of a line, given the addresses (in lower case) that need no invitation any more."""
    if line.email is None:
        return InvitationResult.NOT_AN_ADDRESS
    if line.is_repeated:
        return InvitationResult.TWICE
    if line.email in members:
        return InvitationResult.ALREADY_MEMBER
    if line.email in invited:
        return InvitationResult.ALREADY_INVITED
    return InvitationResult.INVITED


def _invite(
    organisation: Organisation, email: str, language: str, now: datetime, as_contact: bool
) -> None:
    invitation, _ = Invitation.objects.update_or_create(
        organisation=organisation,
        email=email,
        defaults={"invited_at": now, "as_contact": as_contact, "declined_at": None},
    )
    user = User.objects.filter(email__iexact=email).first()
    language = user.language if user else language
    with translation.override(language):
        context = {
            "organisation": organisation.name,
            "as_contact": as_contact,
            "email": email,
            "open_until": dates.day(invitation.open_until),
            "url": settings.SITE_URL + reverse("organisations:mine"),
            "sign_up_url": settings.SITE_URL + reverse("account_signup"),
        }
    send(
        to=email,
        template="accounts/organisation_invitation",
        context=context,
        language=language,
        subject_id=user.subject_id if user else None,
        now=now,
    )
