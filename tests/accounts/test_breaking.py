"""What tried to keep a name or an address after it should be gone, or to break who is who."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from accounts import services
from accounts.adapter import AccountAdapter
from accounts.models import Guest, Subject, User
from core import periodic
from core.clock import now
from tests.factories.accounts import GuestFactory, UserFactory

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


def sign_up(**given):
    values = {"name": "Zoë", "email": "new@example.org", "password1": PASSWORD}
    return Client().post("/accounts/signup/", values | given)


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_sign_up_that_is_sent_twice_makes_one_account_and_looks_the_same():
    together = Barrier(4)
    save_user = AccountAdapter.save_user

    def save_together(*args, **kwargs):
        together.wait(5)
        return save_user(*args, **kwargs)

    def one(_number):
        try:
            return sign_up()
        finally:
            connection.close()

    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as pool:
        patch.setattr(AccountAdapter, "save_user", save_together)
        answers = list(pool.map(one, range(4)))

    assert {answer.status_code for answer in answers} == {302}
    assert {answer["Location"] for answer in answers} == {"/accounts/confirm-email/"}
    assert User.objects.count() == Subject.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Zoë \n Öztürk\t", "Zoë Öztürk"),
        ("Jan\u202egnp.exe", "Jangnp.exe"),
        ("Jan\x01 Peeters", "Jan Peeters"),
        ("\ufeffJan", "Jan"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("محمد العربي", "محمد العربي"),
        ("<b>Jan</b>", "<b>Jan</b>"),
        ("Nguye\u0302\u0303n", "Nguye\u0302\u0303n"),
        # A heap of marks would cover the lines above it, on the certificate as on its page.
        ("Z" + "\u0301" * 90 + "oë", "Z" + "\u0301" * 5 + "oë"),
        ("Jan\u3164 Peeters", "Jan Peeters"),
    ],
)
def test_name_is_stored_as_it_can_be_seen(typed, stored):
    assert sign_up(name=typed).status_code == 302
    assert User.objects.get().name == stored


@pytest.mark.parametrize(
    "typed",
    [
        *("\u200b", "\u202e \u2066", "\u200d\u200d", "\x01"),
        # A filler, an empty Braille cell, and marks without a letter.
        *("\u3164", "\u115f\uffa0", "\u2800 \u2800", "\u0301\u0308", "\ufe0f"),
    ],
)
def test_name_that_nobody_can_see_is_asked_again(typed):
    answer = sign_up(name=typed)
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors
    assert not User.objects.exists()


def test_session_cookie_that_no_server_gave_is_no_session(person):
    client = Client()
    answer = client.get("/mijn/", headers={"Cookie": 'sessionid="\\000aaaaaaaaaaaaaaaaaaaaaaaaa"'})
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/mijn/"


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_account_that_is_erased_while_it_welcomes_a_guest_leaves_the_guest_alone(meets_an_erasure):
    """Two tabs: in one the address is confirmed, in the other the account is given up."""
    user, guest = UserFactory(), GuestFactory()

    welcomed = meets_an_erasure(user, lambda: services.welcome_guests(user=user, email=guest.email))

    assert welcomed == 0
    assert Guest.objects.get().subject_id == guest.subject_id
    assert not User.objects.exists()
