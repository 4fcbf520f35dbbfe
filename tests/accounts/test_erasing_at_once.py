"""Somebody is erased in the very moment in which they act, or become somebody else."""

import pytest
from django.db import DatabaseError

from accounts import services
from accounts.errors import LastAdministrator
from accounts.models import Guest, Subject, User
from credentials.models import CertificateHolder
from tests.at_once import allowed_at_once, meanwhile
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.credentials import CertificateFactory

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("has_facts", [False, True])
def test_account_erased_in_the_moment_a_guest_becomes_it_takes_the_guest_along(has_facts):
    user, guest = UserFactory(), GuestFactory()
    CertificateFactory(subject=guest.subject)
    if has_facts:
        CertificateFactory(subject=user.subject)
    account = User.objects.get(pk=user.pk)

    with meanwhile(lambda: services.erase(user=account), after='DELETE FROM "accounts_guest"'):
        services.welcome_guests(user=user, email=guest.email)

    assert not User.objects.exists()
    assert not Guest.objects.exists()
    assert not CertificateHolder.objects.exists()
    assert Subject.objects.count() == 1


def test_erasing_an_account_from_two_windows_erases_it():
    user = UserFactory()

    allowed_at_once(*[lambda: services.erase(user=user)] * 3)

    assert not User.objects.exists()


def test_erased_account_is_not_brought_back_by_who_had_it_at_hand():
    """A new password, or an administrator's form, that was on its way meanwhile."""
    user = UserFactory()
    at_hand = User.objects.get(pk=user.pk)
    services.erase(user=user)

    at_hand.set_password("een-lang-wachtwoord")
    with pytest.raises(DatabaseError):
        at_hand.save()

    assert not User.objects.exists()


def test_of_the_last_two_administrators_one_stays():
    both = [UserFactory(is_superuser=True) for _ in range(2)]

    told = allowed_at_once(*(lambda user=user: services.erase(user=user) for user in both))

    assert [type(each) for each in told if each] == [LastAdministrator]
    assert User.objects.count() == 1
