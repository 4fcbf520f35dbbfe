"""Addresses that nobody has proven: a script writes to few of them, a classroom to all of its own."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from accounts import strangers
from accounts.models import User
from core.clock import now
from outbox.models import OutgoingMail

from .test_sign_in import confirmed, sign_in, sign_up

pytestmark = pytest.mark.django_db

LATER = "Je krijgt een mail met een link, misschien pas later"


def sign_up_many(client, monkeypatch, most):
    monkeypatch.setattr(strangers, "MOST_AN_HOUR", most)
    for number in range(most + 2):
        answer = sign_up(client, f"stranger{number}@example.org")
        assert answer["Location"] == "/accounts/confirm-email/"


def written_to():
    return set(OutgoingMail.objects.values_list("to", flat=True))


def test_script_that_signs_up_strangers_has_few_an_hour_written_to(client, monkeypatch):
    sign_up_many(client, monkeypatch, most=3)
    # Nor by another form, or by asking again.
    for number in range(5):
        client.post("/accounts/password/reset/", {"email": f"stranger{number}@example.org"})

    assert User.objects.count() == 5
    assert written_to() == {f"stranger{number}@example.org" for number in range(3)}
    assert LATER in client.get("/accounts/confirm-email/").text


def test_group_in_a_classroom_is_written_to_while_they_confirm(client, monkeypatch):
    monkeypatch.setattr(strangers, "MOST_AN_HOUR", 3)
    for number in range(8):
        sign_up(client, f"learner{number}@example.org")
        if number % 2:
            EmailAddress.objects.update(verified=True)
        assert LATER not in client.get("/accounts/confirm-email/").text

    assert len(written_to()) == 8


def test_who_got_no_mail_signs_in_later_and_gets_it(client, monkeypatch):
    sign_up_many(client, monkeypatch, most=3)
    owner = confirmed()
    client.post("/accounts/password/reset/", {"email": owner.email})
    assert owner.email in written_to()

    OutgoingMail.objects.update(created_at=now() - timedelta(hours=2))
    # allauth writes to one address once in three minutes; what it remembers of that is over too.
    cache.clear()
    sign_in(client, "stranger4@example.org")

    assert "stranger4@example.org" in written_to()


def test_two_hundred_at_once_from_one_address_are_all_written_to():
    """What a webinar needs that everyone signs up for at its beginning: the limit is not lowered by accident."""
    assert strangers.MOST_AN_HOUR >= 200
