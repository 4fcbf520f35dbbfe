"""What tried to keep a name or an address after it should be gone, or to break who is who."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from accounts import services
from core import periodic
from core.clock import now
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"


def signed_in(user):
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert get_user(client) == user
    return client


@pytest.fixture
def person(db):
    user = UserFactory(email="zoe@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_erased_person_leaves_no_address_in_the_sessions_of_other_devices(person):
    signed_in(person)
    signed_in(person)
    other = UserFactory(email="other@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    stays = signed_in(other)
    assert "zoe@example.org" in str([each.get_decoded() for each in Session.objects.all()])

    services.erase(user=person)

    assert "zoe@example.org" not in str([each.get_decoded() for each in Session.objects.all()])
    assert get_user(stays) == other


def test_sessions_that_are_over_are_forgotten(person):
    signed_in(person)
    Session.objects.update(expire_date=now() - timedelta(seconds=1))
    fresh = SessionStore()
    fresh.create()

    assert periodic.Ticker().tick(now()) == []

    assert [each.pk for each in Session.objects.all()] == [fresh.session_key]
