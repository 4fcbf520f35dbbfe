"""What a person decides about their own data, over every app that holds some."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.utils.html import escape

from accounts import services
from accounts.errors import LastAdministrator
from accounts.models import Guest, Subject, User
from core import personal_data
from core.clock import now
from credentials.models import Certificate, CertificateFile, CertificateHolder
from credentials.services import issue
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.credentials import AchievementFactory
from tests.factories.outbox import OutgoingMailFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"


@pytest.fixture
def person(client):
    user = UserFactory(name="Zoë Öztürk", email="zoe@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert get_user(client) == user
    return user


def prove(client):
    """Type the password once more, as is asked before anything grave."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.fixture
def certificate(person, work):
    made = issue(
        subject_id=person.subject_id,
        holder_name=person.name,
        achievement=AchievementFactory(),
        now=now(),
    )
    work()
    made.refresh_from_db()
    return made


def test_page_lists_every_holding(client, person, certificate):
    response = client.get("/mijn/privacy/")
    page = response.content.decode()
    assert response["Referrer-Policy"] == "same-origin"
    lines = response.context["held"] + response.context["not_held"]
    assert {line.what for line in lines} == {holding.what for holding in personal_data.holdings()}
    for line in lines:
        assert escape(line.what) in page
    [mine] = [each for each in personal_data.holdings() if each.key == "credentials.certificates"]
    assert [line.count for line in response.context["held"] if line.what == mine.what] == [1]


def test_copy_contains_what_it_should(client, person, certificate):
    OutgoingMailFactory(subject_id=person.subject_id, title="Voor jou", text="Dag Zoë")
    response = client.get("/mijn/privacy/gegevens/")
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    copy = json.loads(response.content)
    [account] = copy["accounts.account"]["rows"]
    assert (account["name"], account["email"]) == ("Zoë Öztürk", "zoe@example.org")
    [held] = copy["credentials.certificates"]["rows"]
    assert held["code"] == certificate.spaced_code
    assert "Voor jou" in [row["subject"] for row in copy["outbox.mails"]["rows"]]
    assert set(copy) == {holding.key for holding in personal_data.holdings()}


def test_copy_is_of_nobody_else(client, person):
    other = UserFactory(name="Iemand Anders")
    OutgoingMailFactory(subject_id=other.subject_id, title="Niet voor jou")
    text = client.get("/mijn/privacy/gegevens/").content.decode()
    assert "Iemand Anders" not in text
    assert "Niet voor jou" not in text


@pytest.mark.parametrize("address", ["", "gegevens/", "wissen/"])
def test_pages_ask_who_one_is(client, address):
    response = client.get(f"/mijn/privacy/{address}")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_erasure_leaves_the_facts_and_nobody_in_them(client, person, certificate):
    OutgoingMailFactory(subject_id=person.subject_id)
    subject_id = person.subject_id
    prove(client)
    response = client.post("/mijn/privacy/wissen/", {"sure": "on"})
    assert response.status_code == 302
    assert not get_user(client).is_authenticated
    assert not User.objects.filter(pk=person.pk).exists()
    assert not EmailAddress.objects.exists()
    assert not CertificateHolder.objects.exists()
    assert not CertificateFile.objects.exists()
    assert not OutgoingMail.objects.filter(subject_id=subject_id).exists()
    assert Subject.objects.filter(pk=subject_id).exists()
    fact = Certificate.objects.get()
    assert (fact.subject_id, fact.pdf_sha256) == (subject_id, certificate.pdf_sha256)
    page = client.get(f"/en/certificaat/{certificate.code}/").content.decode()
    assert "name was erased on request" in page
    assert "Zoë" not in page
    answer = client.get(certificate.get_absolute_url(), headers={"Accept": "application/json"})
    assert answer.json()["holder_erased"] is True
    assert answer.json()["status"] == "valid"


def test_erasure_asks_to_be_sure(client, person):
    prove(client)
    response = client.post("/mijn/privacy/wissen/", {})
    assert response.status_code == 200
    assert User.objects.filter(pk=person.pk).exists()


def test_erasure_by_get_only_asks(client, person):
    prove(client)
    assert client.get("/mijn/privacy/wissen/").status_code == 200
    assert User.objects.filter(pk=person.pk).exists()


def test_erasure_asks_for_the_password_once_more(client, person):
    for response in (
        client.get("/mijn/privacy/wissen/"),
        client.post("/mijn/privacy/wissen/", {"sure": "on"}),
    ):
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/?next=/mijn/privacy/wissen/", {"password": "wrong"})
    assert client.get("/mijn/privacy/wissen/").status_code == 302
    assert User.objects.filter(pk=person.pk).exists()


def test_last_administrator_stays(client, person):
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    prove(client)
    response = client.post("/en/mijn/privacy/wissen/", {"sure": "on"})
    assert "You are the last administrator." in response.content.decode()
    person.refresh_from_db()
    with pytest.raises(LastAdministrator):
        services.erase(user=person)
    UserFactory(is_superuser=True)
    services.erase(user=person)
    assert not User.objects.filter(pk=person.pk).exists()


def test_guest_can_be_erased_too():
    guest = GuestFactory()
    [holding] = [each for each in personal_data.holdings() if each.key == "accounts.guest"]
    assert holding.export(guest.subject_id)[0]["email"] == guest.email
    holding.erase(guest.subject_id)
    assert not Guest.objects.exists()
    assert Subject.objects.filter(pk=guest.subject_id).exists()
