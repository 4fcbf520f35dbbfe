"""Registered, but not signed in when the session is on."""

from datetime import timedelta

import pytest

from core.clock import now
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory

pytestmark = pytest.mark.django_db

SAYS = "Ben je ingeschreven?"


@pytest.fixture
def begun():
    """It began five minutes ago, and nobody can register any more."""
    return LiveSessionFactory(seats=2, starts_at=now() - timedelta(minutes=5))


def test_page_says_how_whoever_is_registered_takes_part(client, begun):
    RegistrationFactory(session=begun)

    said = client.get(begun.get_absolute_url()).content.decode()

    assert "Inschrijven kan niet meer." in said
    assert SAYS in said and "Zonder account neem je deel via de link in de mail" in said
    assert f'/accounts/login/?next={begun.get_absolute_url()}">Meld je aan' in said


def test_whoever_is_signed_in_is_not_asked(client, begun):
    RegistrationFactory(session=begun)
    client.force_login(UserFactory())

    assert SAYS not in client.get(begun.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"cancelled_at": now()},
        {"mode": "on_site", "place": "Genk"},
        {"starts_at": now() - timedelta(days=3), "ends_at": now() - timedelta(days=2)},
        {"starts_at": now() + timedelta(days=3), "ends_at": now() + timedelta(days=4)},
    ],
    ids=["called off", "at its place only", "past", "open for registration"],
)
def test_nobody_is_asked_where_there_is_nothing_to_take_part_in_now(client, begun, changes):
    RegistrationFactory(session=begun)
    type(begun).objects.update(**changes)

    assert SAYS not in client.get(begun.get_absolute_url()).content.decode()
