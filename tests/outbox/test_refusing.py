"""Refusing a kind of mail: by its link without signing in, by a mail program, and on one's own page."""

import re
from email import message_from_string, policy
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import signing
from django.test import Client

from accounts.services import erase
from core import personal_data
from core.clock import now
from outbox import kinds, links, queries, services
from outbox.kinds import MailKind
from outbox.models import HandedOver, OutgoingMail, RefusedMail
from tests.at_once import at_once
from tests.factories.accounts import GuestFactory, UserFactory
from tests.outbox.mail_server import running

pytestmark = pytest.mark.django_db

OPTIONAL, NEEDED = "outbox.test-news", "outbox.test-needed"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch, settings, tmp_path):
    """A mail that may be refused, and one that may not."""
    folder = tmp_path / "emails" / "outbox"
    folder.mkdir(parents=True)
    for name in ("news", "needed"):
        (folder / f"{name}.subject.txt").write_text("Bericht")
        body = "{% block content %}Dag {{ name }}.{% endblock %}"
        for end in ("txt", "html"):
            (folder / f"{name}.{end}").write_text(f'{{% extends "emails/base.{end}" %}}{body}')
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    for key, optional in ((OPTIONAL, True), (NEEDED, False)):
        template = "outbox/news" if optional else "outbox/needed"
        kind = MailKind(key, f"Title of {key}", "When it comes.", (template,), optional)
        monkeypatch.setitem(kinds._kinds, key, kind)


@pytest.fixture
def subject_id():
    return GuestFactory().subject_id


def send(subject_id, template="outbox/news", language="nl"):
    return services.send(
        to="reader@example.org",
        template=template,
        context={"name": "Zoë"},
        language=language,
        subject_id=subject_id,
        now=now(),
    )


def path_of(subject_id, kind=OPTIONAL):
    return links.address(links.Link(subject_id, kind), "nl").removeprefix(settings.SITE_URL)


def refuse(subject_id, kind=OPTIONAL):
    services.choose(subject_id=subject_id, kind=kind, wanted=False, now=now())


# --- What a mail carries


def test_mail_carries_its_readers_own_link_and_the_headers_of_rfc_8058(subject_id, settings):
    other = uuid4()
    drafted = services.draft(
        to="", template="outbox/news", context={"name": "Zoë"}, language="nl", subject_id=other
    )
    mail = send(subject_id)
    with running(settings) as server:
        assert services.deliver(mail_id=mail.pk, now=now())
    [received] = server.messages
    message = message_from_string(received, policy=policy.default)

    own = settings.SITE_URL + path_of(subject_id)
    # Long, so it stands on a line of its own (RFC 5322, section 2.2.3).
    assert message["List-Unsubscribe"].strip() == f"<{own}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert own in mail.text
    assert f'href="{own}"' in mail.html
    assert links.READERS_OWN in drafted.text


def test_mail_that_is_always_sent_carries_neither(subject_id, work, mailoutbox):
    mail = send(subject_id, "outbox/needed")
    work()

    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert "/e-mail/afmelden/" not in mail.text + mail.html


def test_mail_that_may_be_refused_needs_somebody_to_refuse_it():
    with pytest.raises(ValueError, match="somebody"):
        send(None)
    assert not OutgoingMail.objects.exists()


def test_link_is_in_the_language_of_the_mail(subject_id):
    assert f"{settings.SITE_URL}/fr/e-mail/afmelden/" in send(subject_id, language="fr").text


# --- When a choice counts


def test_refused_mail_is_not_written(subject_id):
    refuse(subject_id)

    assert send(subject_id) is None
    assert send(uuid4()) is not None
    assert send(subject_id, "outbox/needed") is not None


def test_mail_that_waits_is_not_sent_to_who_refused_it_since(subject_id, work, mailoutbox):
    last_week = send(subject_id)
    needed = send(subject_id, "outbox/needed")
    refuse(subject_id)
    work()

    assert [mail.subject for mail in mailoutbox] == ["Bericht"]
    assert [mail.pk for mail in OutgoingMail.objects.all()] == [needed.pk]
    services.try_again(mail_id=last_week.pk)
    assert work() == 0


def test_what_is_always_sent_cannot_be_refused(client, subject_id):
    refuse(subject_id, NEEDED)
    assert client.post(path_of(subject_id, NEEDED)).status_code == 404
    assert not RefusedMail.objects.exists()
    assert queries.is_wanted(subject_id, NEEDED)


# --- The link


def test_following_the_link_changes_nothing_and_asks(client, subject_id):
    """Mail scanners follow links."""
    page = client.get(path_of(subject_id))

    assert "Title of outbox.test-news" in page.content.decode()
    assert "Set-Cookie" not in page.headers
    assert client.head(path_of(subject_id)).status_code == 200
    assert queries.is_wanted(subject_id, OPTIONAL)


def test_button_refuses_and_takes_back_without_signing_in(subject_id):
    browser = Client(enforce_csrf_checks=True)
    path = path_of(subject_id)
    for _twice in range(2):
        assert browser.post(path, {"kies": "niet"}).url == path
        assert not queries.is_wanted(subject_id, OPTIONAL)
    assert 'value="wel"' in browser.get(path).content.decode()
    browser.post(path, {"kies": "wel"})
    assert queries.is_wanted(subject_id, OPTIONAL)


def test_mail_program_refuses_in_one_click_without_cookie_or_redirect(subject_id):
    program = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        answer = program.post(
            path_of(subject_id),
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 200
    assert RefusedMail.objects.get().subject_id == subject_id


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1], lambda t: t[1:], lambda t: "x", lambda t: t.upper()]
)
def test_damaged_link_is_not_found(client, subject_id, change):
    start, token = re.fullmatch(r"(.*/)([^/]+)/", path_of(subject_id)).groups()
    assert client.post(f"{start}{change(token)}/").status_code == 404
    assert not RefusedMail.objects.exists()


def test_link_made_for_something_else_is_not_found(client, subject_id):
    token = signing.Signer(salt="live.registration.manage").sign_object([subject_id.hex, OPTIONAL])
    assert client.post(f"/e-mail/afmelden/{token}/").status_code == 404


# --- Who is who


@pytest.mark.parametrize("was", ["user", "guest"])
def test_link_of_somebody_erased_answers_the_same_and_stores_nothing(client, was):
    if was == "user":
        user = UserFactory()
        path, before = path_of(user.subject_id), path_of(UserFactory().subject_id)
        erase(user=user)
    else:
        guest = GuestFactory()
        path, before = path_of(guest.subject_id), path_of(GuestFactory().subject_id)
        guest.delete()

    click = {"List-Unsubscribe": "One-Click"}
    erased, present = client.post(path, click), client.post(before, click)
    assert (erased.status_code, present.status_code) == (200, 200)
    assert erased.content.decode().replace(path, "") == present.content.decode().replace(before, "")
    for choice in ("niet", "wel", "niet"):
        assert client.post(path, {"kies": choice}).url == path
        assert 'value="wel"' in client.get(path).content.decode()
    assert RefusedMail.objects.count() == 1
    assert not queries.is_wanted(links.read(before.split("/")[-2]).subject_id, OPTIONAL)


def test_link_in_a_mail_to_a_guest_speaks_for_the_account_that_they_became(client):
    guest, own, last = uuid4(), uuid4(), UserFactory().subject_id
    refuse(guest)
    refuse(own)
    services.hand_over(kept=own, gone=guest)
    services.hand_over(kept=last, gone=own)
    services.hand_over(kept=last, gone=own)

    assert [row.subject_id for row in RefusedMail.objects.all()] == [last]
    client.post(path_of(guest), {"kies": "wel"})
    assert queries.is_wanted(last, OPTIONAL)
    client.post(path_of(own), {"kies": "niet"})
    assert not queries.is_wanted(last, OPTIONAL)


def test_choices_are_in_the_copy_and_go_with_the_person(subject_id):
    other = uuid4()
    services.hand_over(kept=subject_id, gone=uuid4())
    refuse(subject_id)
    refuse(other)
    [holding] = [each for each in personal_data.holdings() if each.key == "outbox.choices"]

    assert [row["refused"] for row in holding.export(subject_id)] == [OPTIONAL]
    holding.erase(subject_id)

    assert [row.subject_id for row in RefusedMail.objects.all()] == [other]
    assert not HandedOver.objects.exists()


# --- One's own page


def test_own_page_asks_to_sign_in_first(client):
    assert client.get("/mijn/e-mail/").url.startswith("/accounts/login/")


def test_own_page_keeps_what_is_ticked_and_names_what_is_always_sent(client):
    user = UserFactory()
    client.force_login(user)
    page = client.get("/mijn/e-mail/")
    shown = page.content.decode()
    assert f'value="{OPTIONAL}"' in shown
    assert f'value="{NEEDED}"' not in shown
    assert f"Title of {NEEDED}" in shown
    assert {choice.wanted for choice in page.context["choices"]} == {True}

    for _twice in range(2):
        response = client.post("/mijn/e-mail/", {"soort": ["learning.later", NEEDED, "nonsense"]})
        assert response.url == "/mijn/e-mail/"
    choices = {choice.key: choice.wanted for choice in queries.choices_of(user.subject_id)}
    assert choices["learning.later"]
    assert not choices[OPTIONAL]
    assert not RefusedMail.objects.filter(kind=NEEDED).exists()

    client.post("/mijn/e-mail/", {"soort": list(choices)})
    assert not RefusedMail.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_refuses_once(subject_id):
    at_once(*[lambda: refuse(subject_id)] * 4)

    assert RefusedMail.objects.count() == 1
