"""People without an account: the seat is held until the mail address is proven."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse

from accounts.models import Guest
from core.clock import now
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory
from webinar.live import limits, services, tokens
from webinar.live.enums import State
from webinar.live.errors import HoldGone, ManyUnconfirmed, RegistrationClosed, SessionFull
from webinar.live.models import Registration, RegistrationRemark

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1)


def ask(session, email="an.peeters@example.org", at=None, **fields):
    services.register_guest(
        session=session,
        name=fields.pop("name", "An D'Hondt"),
        email=email,
        language="nl",
        now=at or now(),
        **fields,
    )
    return Registration.objects.filter(session=session).order_by("pk").last()


def link_in(mail, name):
    found = re.search(rf"http\S+/{name}/\S+", mail.text)
    assert found, mail.text
    return re.sub(r"^https?://[^/]+", "", found.group())


def test_guest_holds_a_seat_until_the_address_is_proven(session):
    registration = ask(session)
    assert registration.state == State.HELD
    assert registration.slot is not None
    assert registration.confirm_by > now()
    guest = Guest.objects.get()
    assert (guest.name, guest.confirmed_at) == ("An D'Hondt", None)
    assert "An D'Hondt" in OutgoingMail.objects.get().text


def test_guest_link_shows_a_button_and_only_the_button_confirms(session, client):
    registration = ask(session)
    link = link_in(OutgoingMail.objects.get(), "bevestigen")
    assert client.get(link).status_code == 200
    registration.refresh_from_db()
    assert registration.state == State.HELD
    answer = client.post(link)
    registration.refresh_from_db()
    assert registration.state == State.CONFIRMED
    assert Guest.objects.get().confirmed_at is not None
    assert client.get(answer.url).status_code == 200
    assert OutgoingMail.objects.count() == 2


def test_guest_confirming_twice_is_confirmed_once(session, client):
    ask(session)
    link = link_in(OutgoingMail.objects.get(), "bevestigen")
    assert client.post(link).url == client.post(link).url
    assert OutgoingMail.objects.count() == 2


def test_link_of_who_has_confirmed_leads_to_the_registration(session, client):
    registration = ask(session)
    link = link_in(OutgoingMail.objects.get(), "bevestigen")
    services.confirm_guest(registration=registration, now=now())
    answer = client.get(link, follow=True)
    text = answer.content.decode()
    assert "Je bent ingeschreven" in text
    assert "Bevestig mijn inschrijving" not in text


def test_guest_who_does_not_confirm_in_time_loses_the_seat_to_the_next(session):
    registration = ask(session)
    waiting = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    late = registration.confirm_by
    assert services.release_holds(now=late - timedelta(seconds=1)) == 0
    assert services.release_holds(now=late) == 1
    registration.refresh_from_db(), waiting.refresh_from_db()
    assert (registration.state, waiting.state) == (State.LAPSED, State.OFFERED)
    with pytest.raises(HoldGone):
        services.confirm_guest(registration=registration, now=late)


def test_unproven_guest_in_line_is_passed_over_until_proven(session):
    holder = services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    guest = ask(session)
    assert guest.state == State.WAITING
    services.cancel(registration=holder, now=now())
    guest.refresh_from_db()
    assert guest.state == State.WAITING
    services.confirm_guest(registration=guest, now=now())
    guest.refresh_from_db()
    assert guest.state == State.OFFERED


def test_guest_asking_twice_gets_one_registration_and_one_mail(session):
    ask(session)
    ask(session)
    assert Registration.objects.count() == 1
    assert Guest.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_guest_asking_anew_after_cancelling_gets_a_new_link_at_once(session):
    first = ask(session)
    services.confirm_guest(registration=first, now=now())
    services.cancel(registration=first, now=now())
    mails = OutgoingMail.objects.count()
    assert ask(session).state == State.HELD
    assert OutgoingMail.objects.count() == mails + 1


def test_stranger_cannot_rename_a_proven_guest(session):
    first = ask(session)
    services.confirm_guest(registration=first, now=now())
    ask(LiveSessionFactory(seats=1), name="Somebody Else")
    assert Guest.objects.get().name == "An D'Hondt"


def test_registered_address_gets_a_mail_that_says_so_and_keeps_its_seat(session):
    registration = ask(session)
    services.confirm_guest(registration=registration, now=now())
    cache.clear()
    ask(session)
    registration.refresh_from_db()
    assert registration.state == State.CONFIRMED
    assert OutgoingMail.objects.order_by("pk").last().title == "Je inschrijving was al genoteerd"


def test_guest_with_the_proven_address_of_an_account_becomes_that_account(session):
    user = UserFactory(email="lotte@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    registration = ask(session, email="Lotte@Example.org")
    assert registration.subject_id == user.subject_id
    assert not Guest.objects.exists()


def test_guest_with_the_unproven_address_of_an_account_stays_a_guest(session):
    user = UserFactory(email="lotte@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    assert ask(session, email="lotte@example.org").subject_id != user.subject_id


def test_signing_in_and_registering_confirms_what_was_begun_as_a_guest(session):
    user = UserFactory(email="lotte@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    begun = ask(session, email="lotte@example.org")
    settled = services.register(session=session, subject_id=user.subject_id, now=now())
    assert (settled.pk, settled.state) == (begun.pk, State.CONFIRMED)


def test_what_a_guest_typed_stands_apart(session):
    ask(session, remark="A ramp")
    assert RegistrationRemark.objects.get().text == "A ramp"


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"closes_at": now()}, RegistrationClosed), ({"waiting_list": False}, SessionFull)],
)
def test_guest_is_refused_as_anyone_is(session, changes, refusal):
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    for name, value in changes.items():
        setattr(session, name, value)
    session.save()
    with pytest.raises(refusal):
        ask(session)
    assert not Guest.objects.exists()


def test_answer_on_screen_says_nothing_about_the_address(session, client):
    user = UserFactory(email="lotte@example.org")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    services.register(session=session, subject_id=user.subject_id, now=now())
    other = LiveSessionFactory(seats=5)
    services.register(session=other, subject_id=user.subject_id, now=now())
    answers = [
        client.post(
            reverse("live:register", args=[other.slug]), {"name": "X", "email": email}, follow=True
        ).content
        for email in ("lotte@example.org", "unknown@example.org", "unknown@example.org")
    ]
    assert answers[0] == answers[1] == answers[2]


def test_link_serves_one_purpose_and_one_session(session, client):
    registration = ask(session)
    confirm = tokens.sign(registration.public_id, tokens.CONFIRM)
    manage = tokens.sign(registration.public_id, tokens.MANAGE)
    other = LiveSessionFactory()
    assert client.get(reverse("live:guest", args=[session.slug, manage])).status_code == 200
    assert client.get(reverse("live:guest", args=[session.slug, confirm])).status_code == 404
    assert client.get(reverse("live:confirm", args=[session.slug, manage])).status_code == 404
    assert client.get(reverse("live:guest", args=[other.slug, manage])).status_code == 404
    assert client.get(reverse("live:guest", args=[session.slug, manage[:-1]])).status_code == 404
    assert client.get(reverse("live:guest", args=[session.slug, "x:y"])).status_code == 404


def test_guest_cancels_by_the_link_of_the_mail(session, client):
    registration = ask(session)
    services.confirm_guest(registration=registration, now=now())
    place = link_in(OutgoingMail.objects.order_by("pk").last(), "plaats")
    page = client.get(place).content.decode()
    assert f'action="{place}uitschrijven/"' in page
    assert client.get(f"{place}uitschrijven/").status_code == 302
    registration.refresh_from_db()
    assert registration.state == State.CONFIRMED
    client.post(f"{place}uitschrijven/")
    client.post(f"{place}uitschrijven/")
    registration.refresh_from_db()
    assert registration.state == State.CANCELLED


def test_guest_downloads_the_calendar_and_joins_in_time(session, client):
    registration = ask(session)
    services.confirm_guest(registration=registration, now=now())
    place = link_in(OutgoingMail.objects.order_by("pk").last(), "plaats")
    assert client.get(f"{place}agenda.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert client.get(f"{place}deelnemen/").status_code == 403
    session.starts_at, session.ends_at = now() + timedelta(minutes=14), now() + timedelta(hours=1)
    session.save()
    assert client.get(f"{place}deelnemen/").url == session.join_url


def test_half_of_the_seats_and_at_least_ten_wait_for_an_address():
    assert [limits.most_unconfirmed(seats) for seats in (0, 1, 20, 30, 301)] == [
        10,
        10,
        10,
        15,
        150,
    ]


def test_made_up_addresses_do_not_hold_every_seat(client):
    session = LiveSessionFactory(seats=30)
    for number in range(15):
        ask(session, f"{number}@example.org")
    with pytest.raises(ManyUnconfirmed):
        ask(session, "one.more@example.org")
    assert Registration.objects.count() == 15
    url = reverse("live:register", args=[session.slug])
    answer = client.post(url, {"name": "An", "email": "one.more@example.org"})
    assert answer.status_code == 409
    assert "meld je eerst aan" in answer.content.decode()

    services.confirm_guest(registration=Registration.objects.first(), now=now())
    ask(session, "one.more@example.org")
    services.register(session=session, subject_id=UserFactory().subject_id, now=now())
    assert Registration.objects.count() == 17


def test_all_sessions_together_wait_for_so_many_addresses(session, monkeypatch):
    monkeypatch.setattr(limits, "MOST_ON_THE_SITE", 2)
    for number in range(2):
        ask(LiveSessionFactory(seats=1), f"{number}@example.org")
    with pytest.raises(ManyUnconfirmed):
        ask(session)

    later = now() + timedelta(minutes=session.hold_minutes + 1)
    assert ask(session, at=later).state == State.HELD


def test_full_session_and_limit_say_the_same_of_every_address(session, monkeypatch):
    known = ask(session)
    monkeypatch.setattr(limits, "MOST_ON_THE_SITE", 1)
    for email in ("an.peeters@example.org", "nobody@example.org"):
        with pytest.raises(ManyUnconfirmed):
            ask(session, email)
    services.confirm_guest(registration=known, now=now())
    session.waiting_list = False
    session.save()
    for email in ("an.peeters@example.org", "nobody@example.org"):
        with pytest.raises(SessionFull):
            ask(session, email)


@pytest.mark.parametrize("refusal", [SessionFull, ManyUnconfirmed])
@pytest.mark.parametrize("proven", [True, False])
def test_whoever_is_registered_gets_the_mail_again_though_nobody_else_is_taken(
    session, monkeypatch, refusal, proven
):
    known = ask(session)
    if proven:
        services.confirm_guest(registration=known, now=now())
    cache.clear()
    OutgoingMail.objects.all().delete()
    if refusal is SessionFull:
        session.waiting_list = False
        session.save()
    else:
        monkeypatch.setattr(limits, "MOST_ON_THE_SITE", 0)

    for email in ("nobody@example.org", "An.Peeters@example.org", "an.peeters@example.org"):
        with pytest.raises(refusal):
            ask(session, email, name="Somebody Else")

    mail = OutgoingMail.objects.get()
    assert mail.to == "an.peeters@example.org"
    assert ("/bevestigen/" in mail.text) is not proven
    guest = Guest.objects.get()
    assert (guest.name, Registration.objects.count()) == ("An D'Hondt", 1)
