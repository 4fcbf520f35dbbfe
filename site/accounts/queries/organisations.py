"""Whom somebody works for, and who works for an organisation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress

from accounts.enums import JoinedBy
from accounts.models import Invitation, MailDomain, Membership, Organisation, User


@dataclass(frozen=True)
class Offer:
    """An organisation that somebody may join, and why."""

    organisation: Organisation
    by: JoinedBy

    @property
    def is_invitation(self) -> bool:
        return self.by == JoinedBy.INVITATION


@dataclass(frozen=True)
class MyMembership:
    organisation: Organisation
    is_contact: bool
    wants_reminders: bool
    joined_at: datetime
    contacts: tuple[str, ...]


@dataclass(frozen=True)
class MyOrganisations:
    memberships: list[MyMembership]
    offers: list[Offer]


@dataclass(frozen=True)
class MemberLine:
    """A member by name, as contact persons and coordinators list them."""

    pk: int
    subject_id: UUID
    name: str
    is_contact: bool
    joined_at: datetime
    joined_by: str


def confirmed_addresses(user: User) -> list[str]:
    """The mail addresses that this person has proved to be theirs, in lower case."""
    found = EmailAddress.objects.filter(user=user, verified=True)
    return [email.lower() for email in found.values_list("email", flat=True)]


def offered_to(user: User, now: datetime) -> list[Offer]:
    """The organisations this person may join by address: invited, or at a domain; none they are in."""
    addresses = confirmed_addresses(user)
    if not addresses:
        return []
    own = set(
        Membership.objects.filter(subject_id=user.subject_id).values_list(
            "organisation_id", flat=True
        )
    )
    offers: dict[int, Offer] = {}
    domains = {address.rpartition("@")[2] for address in addresses}
    for domain in MailDomain.objects.filter(name__in=domains).select_related("organisation"):
        offers[domain.organisation_id] = Offer(domain.organisation, JoinedBy.DOMAIN)
    invitations = Invitation.objects.filter(email__in=addresses).open(now)
    for invitation in invitations.select_related("organisation"):
        offers[invitation.organisation_id] = Offer(invitation.organisation, JoinedBy.INVITATION)
    return [offer for pk, offer in offers.items() if pk not in own]


def my_organisations(user: User, now: datetime) -> MyOrganisations:
    """Seven queries at most, however many organisations."""
    memberships = list(
        Membership.objects.filter(subject_id=user.subject_id)
        .select_related("organisation")
        .order_by("organisation__name")
    )
    contacts = _contacts([membership.organisation_id for membership in memberships])
    return MyOrganisations(
        memberships=[
            MyMembership(
                organisation=membership.organisation,
                is_contact=membership.is_contact,
                wants_reminders=membership.wants_reminders,
                joined_at=membership.joined_at,
                contacts=tuple(contacts.get(membership.organisation_id, ())),
            )
            for membership in memberships
        ],
        offers=offered_to(user, now),
    )


def contacts_of(organisation: Organisation) -> list[str]:
    """The names of those who see what members finished."""
    return _contacts([organisation.pk]).get(organisation.pk, [])


def members_of(organisation: Organisation) -> list[MemberLine]:
    """Everyone who is a member, by name; one query."""
    memberships = (
        Membership.objects.filter(organisation=organisation, subject__user__isnull=False)
        .select_related("subject__user")
        .order_by("subject__user__name", "pk")
    )
    return [
        MemberLine(
            pk=membership.pk,
            subject_id=membership.subject_id,
            name=membership.subject.user.name,
            is_contact=membership.is_contact,
            joined_at=membership.joined_at,
            joined_by=membership.get_joined_by_display(),
        )
        for membership in memberships
    ]


def open_invitations(organisation: Organisation, now: datetime) -> list[Invitation]:
    """The addresses that were asked and have not answered, the newest first."""
    return list(
        Invitation.objects.filter(organisation=organisation)
        .recent(now)
        .order_by("-invited_at", "pk")
    )


def _contacts(organisation_ids: Iterable[int]) -> dict[int, list[str]]:
    contacts: dict[int, list[str]] = {}
    found = Membership.objects.filter(
        organisation_id__in=list(organisation_ids), is_contact=True, subject__user__isnull=False
    ).values_list("organisation_id", "subject__user__name")
    for organisation_id, name in found.order_by("subject__user__name"):
        contacts.setdefault(organisation_id, []).append(name)
    return contacts
