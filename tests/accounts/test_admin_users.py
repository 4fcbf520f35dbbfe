import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Subject, User
from core.clock import now
from credentials.models import CertificateHolder
from credentials.services import issue
from tests.factories.accounts import UserFactory
from tests.factories.credentials import AchievementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def certified(**fields):
    user = UserFactory(**fields)
    issue(
        subject_id=user.subject_id,
        holder_name=user.name,
        achievement=AchievementFactory(),
        now=now(),
    )
    return user


def test_administrator_makes_an_account_with_a_subject(client, administrator):
    address = reverse("wagtailusers_users:add")
    assert client.get(address).status_code == 200
    client.post(
        address,
        {
            "email": "zoe@example.org",
            "name": "Zoë Öztürk",
            "password1": "een-lang-wachtwoord",
            "password2": "een-lang-wachtwoord",
        },
    )
    user = User.objects.get(email="zoe@example.org")
    assert user.name == "Zoë Öztürk"
    assert user.subject is not None


def test_administrator_changes_a_name(client, administrator):
    user = UserFactory(name="Jan Peeters")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    assert "Jan Peeters" in client.get(address).content.decode()
    client.post(address, {"email": user.email, "name": "Jan Peters", "is_active": "on"})
    user.refresh_from_db()
    assert user.name == "Jan Peters"
    assert ModelLogEntry.objects.for_instance(user).get().label == "Jan Peters"


@pytest.mark.parametrize("typed", ["\u200b", "\u3164"])
def test_administrator_gives_no_name_that_nobody_can_see(client, administrator, typed):
    """Without a name nobody could complete a course: its certificate would have no holder."""
    user = UserFactory(name="Jan Peeters")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    answer = client.post(address, {"email": user.email, "name": typed, "is_active": "on"})
    user.refresh_from_db()
    assert answer.status_code == 200
    assert "name" in answer.context["form"].errors
    assert user.name == "Jan Peeters"


def test_deleting_a_user_erases_the_person_everywhere(client, administrator):
    user = certified(name="Zoë Öztürk")
    client.post(
        reverse("wagtailusers_users:edit", args=[user.pk]),
        {"email": user.email, "name": "Zoë Öztürk", "is_active": "on"},
    )
    client.post(reverse("wagtailusers_users:delete", args=[user.pk]))
    assert not User.objects.filter(pk=user.pk).exists()
    assert not CertificateHolder.objects.exists()
    assert Subject.objects.get(pk=user.subject_id).certificates.count() == 1
    assert not ModelLogEntry.objects.filter(label__contains="Zoë").exists()


def test_deleting_several_users_erases_them_too(client, administrator):
    users = [certified(), certified()]
    chosen = "&".join(f"id={user.pk}" for user in users)
    address = reverse("wagtail_bulk_action", args=["accounts", "user", "delete"])
    client.post(f"{address}?{chosen}&next=/admin/")
    assert User.objects.get() == administrator
    assert not CertificateHolder.objects.exists()
