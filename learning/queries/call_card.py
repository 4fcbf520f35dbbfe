"""The call card: whom to call from this municipality and this work, when, and what to say first.

Only services for professionals, and of each only what a source or a person vouches for.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from accounts.enums import OrganisationKind
from accounts.models import Organisation
from directory.enums import Audience, ServiceKind
from directory.models import Municipality
from directory.queries import HelpService, services_for_help
from learning.enums import Work

# A page that is too full is not looked at in a hurry.
MOST_ADVISERS = 4
MOST_TO_REFER_TO = 6
MOST_IN_WALLET = 5

# Which kinds of service come first for which work.
FIRST: dict[str, tuple[ServiceKind, ...]] = {
    Work.POLICE: (ServiceKind.JUSTICE, ServiceKind.CARE, ServiceKind.VIOLENCE),
    Work.SCHOOL: (ServiceKind.YOUNG, ServiceKind.VIOLENCE, ServiceKind.CARE),
    Work.CARE: (ServiceKind.CARE, ServiceKind.VIOLENCE, ServiceKind.JUSTICE),
    Work.WELFARE: (ServiceKind.CARE, ServiceKind.JUSTICE, ServiceKind.VIOLENCE),
    Work.MUNICIPALITY: (ServiceKind.VIOLENCE, ServiceKind.CARE, ServiceKind.JUSTICE),
}
WORK_OF = {
    OrganisationKind.MUNICIPALITY: Work.MUNICIPALITY,
    OrganisationKind.POLICE: Work.POLICE,
    OrganisationKind.WELFARE: Work.WELFARE,
    OrganisationKind.CARE: Work.CARE,
    OrganisationKind.SCHOOL: Work.SCHOOL,
}


@dataclass(frozen=True)
class CardPart:
    """Services for one situation, with the first words to say to them."""

    title: str
    say: str
    services: list[HelpService]
    is_urgent: bool = False


@dataclass(frozen=True)
class CallCard:
    municipality: str
    work: str
    parts: list[CardPart]
    # The few with a number, for a card of the size of a bank card.
    short: list[HelpService]


def call_card(*, municipality: Municipality, work: str, language: str) -> CallCard:
    """Two queries, none when the services are kept."""
    found = [
        service
        for service in services_for_help(language, Audience.PROFESSIONALS)
        if municipality.is_served_by(service.area)
    ]
    urgent = [service for service in found if service.is_emergency]
    rest = [service for service in found if not service.is_emergency]
    advisers = [service for service in rest if service.kind == ServiceKind.ADVICE]
    first = FIRST[work]
    others = sorted(
        (service for service in rest if service.kind != ServiceKind.ADVICE),
        key=lambda one: first.index(one.kind) if one.kind in first else len(first),
    )
    parts = [
        CardPart(
            gettext("Danger now"), gettext("“I am at … I see or hear …”"), urgent, is_urgent=True
        ),
        CardPart(
            gettext("You doubt, or want advice"),
            gettext("“I want to think a situation through with you, without names.”"),
            advisers[:MOST_ADVISERS],
        ),
        CardPart(
            gettext("You refer, together with the person"),
            gettext(
                "“I am calling together with somebody who sits here with me and agrees to it.”"
            ),
            others[:MOST_TO_REFER_TO],
        ),
    ]
    shown = [service for part in parts for service in part.services]
    return CallCard(
        municipality=municipality.name,
        work=str(Work(work).label),
        parts=[part for part in parts if part.services],
        short=[service for service in shown if service.phone][:MOST_IN_WALLET],
    )


def likely_choice(subject_id: UUID | None) -> dict[str, str]:
    """What the asker's organisation says of their municipality and work; two queries at most."""
    organisation = (
        Organisation.objects.filter(memberships__subject_id=subject_id).order_by("name").first()
        if subject_id
        else None
    )
    if organisation is None:
        return {}
    choice = {}
    if organisation.kind in WORK_OF:
        choice["werk"] = str(WORK_OF[OrganisationKind(organisation.kind)].value)
    words = organisation.name.casefold()
    for municipality in Municipality.objects.all():
        if municipality.name.casefold() in words.split():
            choice["gemeente"] = str(municipality.pk)
    return choice
