"""Signing up, in and back in: what a person goes through, with real mails from the outbox."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user

from accounts.adapter import MOST_STRANGERS_AN_HOUR
from accounts.models import User
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"


def confirmed(**fields):
    user = UserFactory(password=PASSWORD, **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_up(client, email="zoe@example.org", name="Zoë D'hondt", prefix=""):
    return client.post(
        f"{prefix}/accounts/signup/", {"name": name, "email": email, "password1": PASSWORD}
    )


def sign_in(client, email, password=PASSWORD, **fields):
    return client.post("/accounts/login/", {"login": email, "password": password} | fields)


def link_in(mail):
    [address] = re.findall(r"https?://\S+/accounts/\S+", mail.body)
    return "/" + address.split("/", 3)[3]


def code_of(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_from_sign_up_to_signed_in(client, work, mailoutbox):
    response = sign_up(client)
    assert response["Location"] == "/accounts/confirm-email/"
    assert not get_user(client).is_authenticated
    assert mailoutbox == []
    work()
    [mail] = mailoutbox
    assert mail.to == ["zoe@example.org"]
    assert "Zoë D'hondt" in mail.body
    link = link_in(mail)
    page = client.get(link)
    assert page.status_code == 200
    assert not EmailAddress.objects.get().verified
    response = client.post(link)
    assert response["Location"] == "/mijn/"
    assert get_user(client) == User.objects.get(email="zoe@example.org")
    assert EmailAddress.objects.get().verified


def test_sign_up_keeps_name_language_and_subject(client):
    sign_up(client, name="  Zoë \t Öztürk ", prefix="/fr")
    user = User.objects.get()
    assert (user.name, user.language) == ("Zoë Öztürk", "fr")
    assert user.subject is not None
    assert OutgoingMail.objects.get().language == "fr"
    assert OutgoingMail.objects.get().subject_id == user.subject_id


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_sign_up_without_a_usable_name_is_refused(client, name):
    assert sign_up(client, name=name).status_code == 200
    assert User.objects.count() == 0


def test_mails_of_accounts_do_not_name_the_subject_in_their_title(client, work, mailoutbox):
    sign_up(client)
    work()
    assert "geweld" not in mailoutbox[0].subject.lower()
    assert not mailoutbox[0].subject.startswith("[")


def test_sign_up_with_a_known_address_looks_the_same_and_only_mails(client, work, mailoutbox):
    known = confirmed()
    stranger = sign_up(client, email="new@example.org")
    again = sign_up(client, email=known.email)
    assert (again.status_code, again["Location"]) == (stranger.status_code, stranger["Location"])
    assert User.objects.filter(email=known.email).count() == 1
    work()
    [_new, mail] = mailoutbox
    assert mail.to == [known.email]


def test_sign_in_lands_on_the_learners_place(client):
    user = confirmed()
    assert sign_in(client, user.email)["Location"] == "/mijn/"
    assert get_user(client) == user


def test_sign_in_in_french_lands_in_french(client):
    user = confirmed()
    response = client.post("/fr/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert response["Location"] == "/fr/mijn/"


def test_sign_in_goes_on_to_where_one_wanted_to_be(client):
    user = confirmed()
    response = sign_in(client, user.email, next="/certificaat/")
    assert response["Location"] == "/certificaat/"


def test_sign_in_does_not_go_to_another_site(client):
    user = confirmed()
    assert sign_in(client, user.email, next="https://evil.example/")["Location"] == "/mijn/"


def test_mail_address_in_other_capitals_is_the_same_person(client):
    user = confirmed(email="zoe@example.org")
    sign_in(client, "ZOE@Example.org")
    assert get_user(client) == user


def test_wrong_password_and_unknown_address_give_the_same_answer(client):
    user = confirmed()
    wrong = sign_in(client, user.email, "not-the-password")
    unknown = sign_in(client, "nobody@example.org", "not-the-password")
    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert not get_user(client).is_authenticated


def test_guessing_is_limited_per_address_not_per_network(client):
    user, colleague = confirmed(), confirmed()
    for _ in range(6):
        sign_in(client, user.email, "not-the-password")
    sign_in(client, user.email)
    assert not get_user(client).is_authenticated
    sign_in(client, colleague.email)
    assert get_user(client) == colleague


def test_forty_colleagues_sign_in_from_one_network_address(client):
    for user in [confirmed() for _ in range(40)]:
        sign_in(client, user.email)
        assert get_user(client) == user
        client.logout()


def test_unconfirmed_address_does_not_sign_in(client, work, mailoutbox):
    user = UserFactory(password=PASSWORD)
    assert sign_in(client, user.email)["Location"] == "/accounts/confirm-email/"
    assert not get_user(client).is_authenticated
    work()
    assert len(mailoutbox) == 1


def test_forgotten_password_is_replaced_through_the_mail(client, work, mailoutbox):
    user = confirmed()
    client.post("/accounts/password/reset/", {"email": user.email})
    work()
    response = client.get(link_in(mailoutbox[0]), follow=True)
    form_address = response.request["PATH_INFO"]
    client.post(
        form_address, {"password1": "een-ander-lang-woord", "password2": "een-ander-lang-woord"}
    )
    sign_in(client, user.email, "een-ander-lang-woord")
    assert get_user(client) == user


def test_forgotten_password_says_the_same_for_an_unknown_address(client, work, mailoutbox):
    user = confirmed()
    known = client.post("/accounts/password/reset/", {"email": user.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("signup", {"name": "Zoë", "email": "new@example.org", "password1": PASSWORD}),
        ("signup", {"name": "Zoë", "email": "known@example.org", "password1": PASSWORD}),
        ("password/reset", {"email": "known@example.org"}),
        ("password/reset", {"email": "nobody@example.org"}),
    ],
    ids=["new", "known", "forgotten", "unknown"],
)
def test_links_in_mails_lead_to_the_site_whatever_host_was_named(client, settings, address, typed):
    """Whoever asks in somebody's name must not choose who gets the key."""
    settings.SITE_URL = "https://leren.example.org"
    confirmed(email="known@example.org")

    client.post(f"/accounts/{address}/", typed, headers={"Host": "localhost:6666"})

    mail = OutgoingMail.objects.get()
    assert "https://leren.example.org/accounts/" in mail.text
    assert "https://leren.example.org/accounts/" in mail.html
    assert "6666" not in mail.text + mail.html


@pytest.mark.parametrize("known", [True, False])
def test_mailbox_is_not_filled_by_who_types_its_address_again_and_again(client, known):
    if known:
        confirmed(email="zoe@example.org")
    sign_up(client, email="zoe@example.org")
    answers = {
        client.post("/accounts/password/reset/", {"email": email})["Location"]
        for email in ["zoe@example.org"] * 3 + ["ZOE@example.org"] * 2
    }

    assert answers == {"/accounts/password/reset/done/"}
    assert OutgoingMail.objects.count() == 5
    sign_up(client, email="colleague@example.org")
    assert OutgoingMail.objects.filter(to="colleague@example.org").count() == 1


def test_who_asks_too_often_reads_a_page_of_the_site(client):
    confirmed(email="zoe@example.org")
    for _ in range(6):
        answer = client.post("/accounts/password/reset/", {"email": "zoe@example.org"})

    assert answer.status_code == 429
    assert "Even geduld" in answer.text
    assert 'href="tel:1712"' in answer.text
    assert "Too Many Requests" not in answer.text
    assert "krijgt geen cookies" in answer.text
    assert not answer.cookies


def test_site_writes_to_few_strangers_an_hour_and_to_whoever_has_an_account(client):
    owner = confirmed()
    for number in range(MOST_STRANGERS_AN_HOUR + 2):
        answer = client.post(
            "/accounts/password/reset/", {"email": f"stranger{number}@example.org"}
        )
        assert answer["Location"] == "/accounts/password/reset/done/"
    client.post("/accounts/password/reset/", {"email": owner.email})

    to_strangers = OutgoingMail.objects.filter(to__startswith="stranger")
    assert to_strangers.count() == MOST_STRANGERS_AN_HOUR
    assert OutgoingMail.objects.filter(to=owner.email).count() == 1


def test_second_factor_is_asked_once_it_is_on(client):
    user = confirmed()
    sign_in(client, user.email)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.status_code == 302
    client.logout()
    assert sign_in(client, user.email)["Location"].startswith("/accounts/2fa/authenticate/")
    assert not get_user(client).is_authenticated
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not get_user(client).is_authenticated
    # A code serves once; wait for the next by moving the clock of the check.
    moment = time.time()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time", lambda: moment + 30)
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert get_user(client) == user


def test_every_page_of_accounts_is_acting(client):
    for address in ("login", "signup", "password/reset", "logout", "confirm-email"):
        response = client.get(f"/accounts/{address}/")
        assert response["Referrer-Policy"] == "same-origin", address


def test_sign_in_says_where_not_to_stay_signed_in(client):
    page = client.get("/accounts/login/").content.decode()

    assert "Aangemeld blijven" in page
    assert "Niet op een toestel dat anderen ook gebruiken." in page


@pytest.mark.parametrize("address", ["signup", "password/change", "password/reset/key"])
def test_password_is_asked_of_a_professional_in_words_of_ours(client, work, mailoutbox, address):
    user = confirmed(email="mia@example.org")
    if address == "password/change":
        client.force_login(user)
    if address == "password/reset/key":
        client.post("/accounts/password/reset/", {"email": user.email})
        work()
        page = client.get(link_in(mailoutbox[0]), follow=True).content.decode()
    else:
        page = client.get(f"/accounts/{address}/").content.decode()

    assert "Minstens 10 tekens. Een zin van enkele woorden onthoud je makkelijk." in page
    assert "Uw wachtwoord" not in page


@pytest.mark.parametrize("password", ["kort", "zoe@example.org", "wachtwoord"])
def test_password_that_is_short_or_known_is_still_refused(client, password):
    client.post(
        "/accounts/signup/", {"name": "Zoë", "email": "zoe@example.org", "password1": password}
    )

    assert not User.objects.filter(email="zoe@example.org").exists()
