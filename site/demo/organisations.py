"""One organisation of the demonstration, with a contact person and two members. It is nobody's employer."""

from datetime import datetime, timedelta

from accounts.enums import JoinedBy, OrganisationKind
from accounts.models import MailDomain, Membership, Organisation, User

NAME = "Voorbeeldgemeente"
DOMAIN = "voorbeeldgemeente.example"


def load_organisation(people: dict[str, User], now: datetime) -> Organisation:
    """The organisation, its domain and its members; what exists stays as it is."""
    organisation, is_new = Organisation.objects.get_or_create(
        name=NAME, defaults={"kind": OrganisationKind.MUNICIPALITY, "created_at": now}
    )
    if is_new:
        MailDomain.objects.create(organisation=organisation, name=DOMAIN)
        for email, is_contact in (
            ("coordinator@example.org", True),
            ("professional@example.org", False),
            ("finished@example.org", False),
        ):
            Membership.objects.create(
                organisation=organisation,
                subject=people[email].subject,
                is_contact=is_contact,
                joined_by=JoinedBy.CODE,
                joined_at=now - timedelta(days=30),
            )
    return organisation
