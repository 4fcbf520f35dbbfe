"""Every screen of an account stands in our frame, and its mails are neutral."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import User
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.urls("tests.design.urls"), pytest.mark.django_db]

PASSWORD = "a-long-password"
OPEN = [
    "login/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "confirm-email/",
    "inactive/",
]
KEPT = ["email/", "password/change/", "logout/", "reauthenticate/", "2fa/", "2fa/totp/activate/"]
TOPIC = re.compile(r"geweld|violen|mishandel|slachtoffer|victim", re.IGNORECASE)


@pytest.fixture
def person():
    user = UserFactory(password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client, person):
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    # What touches the second factor is asked for again, even just after signing in.
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def in_our_frame(answer):
    page = answer.content.decode()
    return (
        answer.status_code == 200
        and 'class="quick-exit"' in page
        and page.count("<h1") == 1
        and page.count("<main") == 1
    )


@pytest.mark.parametrize("path", OPEN)
def test_open_screen_stands_in_our_frame(client, path):
    assert in_our_frame(client.get(f"/accounts/{path}"))


@pytest.mark.parametrize("path", KEPT)
def test_screen_of_an_account_stands_in_our_frame(signed_in, path):
    answer = signed_in.get(f"/accounts/{path}")

    assert in_our_frame(answer)
    assert answer["Referrer-Policy"] == "same-origin"


def test_link_to_confirm_asks_for_a_press_and_then_confirms(client, person):
    address = EmailAddress.objects.create(user=person, email="new@example.org", verified=False)
    from allauth.account.models import EmailConfirmationHMAC

    path = f"/accounts/confirm-email/{EmailConfirmationHMAC(address).key}/"

    assert in_our_frame(client.get(path))
    address.refresh_from_db()
    assert not address.verified
    client.post(path)
    address.refresh_from_db()
    assert address.verified


@pytest.mark.parametrize("path", ["confirm-email/nothing/", "password/reset/key/1-nothing/"])
def test_link_that_is_too_old_says_so_and_leads_on(client, path):
    answer = client.get(f"/accounts/{path}")

    assert in_our_frame(answer)
    assert 'class="button"' in answer.content.decode()


def test_wrong_password_is_said_in_the_summary(client, person):
    answer = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})

    assert in_our_frame(answer)
    assert 'class="error-summary"' in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", "Dit wachtwoord is te kort: neem minstens 10 tekens."),
        ("/fr", "Ce mot de passe est trop court : prenez au moins 10 caractères."),
    ],
)
def test_short_password_is_refused_in_the_readers_language(client, language, words):
    answer = client.post(
        f"{language}/accounts/signup/",
        {"name": "An", "email": "an@example.org", "password1": "zomer"},
    )

    assert words in answer.content.decode()
    assert not User.objects.exists()


def test_only_address_offers_nothing_that_cannot_be_done(signed_in, person):
    alone = signed_in.get("/accounts/email/").content.decode()
    EmailAddress.objects.create(user=person, email="new@example.org", verified=False)
    both = signed_in.get("/accounts/email/").content.decode()

    actions = ("action_primary", "action_send", "action_remove")
    assert [f'name="{action}"' in alone for action in actions] == [False] * 3
    assert [f'name="{action}"' in both for action in actions] == [True] * 3


def test_second_step_asks_for_a_code(client, person):
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "A" * 16}
    )

    answer = client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )

    assert answer.redirect_chain[-1][0].startswith("/accounts/2fa/authenticate/")
    assert in_our_frame(answer)


def test_spare_codes_are_shown_once_made(signed_in, person):
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "A" * 16}
    )
    assert in_our_frame(signed_in.get("/accounts/2fa/"))
    assert in_our_frame(signed_in.get("/accounts/2fa/recovery-codes/generate/"))

    answer = signed_in.post("/accounts/2fa/recovery-codes/generate/", follow=True)

    assert in_our_frame(answer)
    assert answer.content.decode().count("<li><code>") == 10
    assert in_our_frame(signed_in.get("/accounts/2fa/totp/deactivate/"))


def test_signing_up_writes_a_neutral_mail_with_the_link(client):
    answer = client.post(
        "/accounts/signup/",
        {"name": "An O'Neill", "email": "an@example.org", "password1": PASSWORD},
        follow=True,
    )

    assert in_our_frame(answer)
    mail = OutgoingMail.objects.get()
    assert not mail.title.startswith("[")
    assert not TOPIC.search(mail.title + mail.text + mail.html)
    assert "O'Neill" in mail.text
    link = re.search(r"https?://\S+/accounts/confirm-email/\S+/", mail.text).group()
    assert link in mail.html
    assert "http" not in re.sub(re.escape(link), "", mail.html)


@pytest.mark.parametrize(
    ("email", "known"), [("someone@example.org", True), ("nobody@example.org", False)]
)
def test_new_password_mail_goes_out_whether_or_not_there_is_an_account(client, email, known):
    if known:
        user = UserFactory(email=email, password=PASSWORD)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)

    answer = client.post("/accounts/password/reset/", {"email": email})

    assert answer.status_code == 302
    mail = OutgoingMail.objects.get()
    assert mail.to == email
    assert ("password/reset/key" in mail.text) == known
    assert not TOPIC.search(mail.title + mail.text + mail.html)


def test_leaving_sets_no_message_for_whoever_comes_next(signed_in):
    answer = signed_in.post("/accounts/logout/")

    assert answer.status_code == 302
    assert answer.cookies["sessionid"]["max-age"] == 0


@pytest.mark.browser
@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
def test_entrance_passes_axe_and_fits_a_small_telephone(transactional_db, new_page, axe, path):
    page = new_page(width=320, height=640)
    page.goto(f"/accounts/{path}")

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
