"""The demonstration's accounts. No name is a real person's: each says what the account is for."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import ensure_roles
from core.errors import Refusal

DEFAULT_PASSWORD = "demo-ifg-2026"  # noqa: S105 -- printed at every start, refused outside debug


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    group: str = ""
    superuser: bool = False


PEOPLE = (
    Person("admin@example.org", "Demo Beheer", superuser=True),
    Person("editor@example.org", "Demo Redactie", group="editors"),
    Person("coordinator@example.org", "Demo Coördinatie", group="coordinators"),
    Person("professional@example.org", "Demo Professional"),
    Person("finished@example.org", "Demo Afgerond"),
)


class DemoPasswordRefused(Refusal):
    message = "Outside debug the demonstration accounts need a DEMO_PASSWORD of your own."


def demo_password() -> str:
    """DEMO_PASSWORD; the printed default only where debug is on."""
    if settings.DEMO_PASSWORD == DEFAULT_PASSWORD and not settings.DEBUG:
        raise DemoPasswordRefused
    return settings.DEMO_PASSWORD


def load_people(now: datetime) -> dict[str, User]:
    """The five accounts by mail address; one that exists keeps whatever was changed."""
    groups = ensure_roles()
    return {person.email: _load(person, groups, now) for person in PEOPLE}


def _load(person: Person, groups: dict[str, Group], now: datetime) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email,
            demo_password(),
            name=person.name,
            is_superuser=person.superuser,
            is_staff=person.superuser,
            date_joined=now,
        )
        if person.group:
            user.groups.add(groups[person.group])
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user
