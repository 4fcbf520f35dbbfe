"""Guests take along what is held about them, have it erased, and are forgotten when they are not needed."""

from datetime import timedelta

import pytest

from accounts.models import Guest, Subject
from core import periodic
from core.clock import now
from credentials.services import issue
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.credentials import AchievementFactory
from tests.factories.live import AttendanceFactory, LiveSessionFactory, RegistrationFactory
from webinar.live import links, services
from webinar.live.enums import State
from webinar.live.models import Registration, RegistrationRemark

pytestmark = pytest.mark.django_db

A_YEAR = timedelta(days=366)


@pytest.fixture
def registration():
    """Of a guest who confirmed the mail address and typed a remark."""
    session = LiveSessionFactory(seats=1)
    services.register_guest(
        session=session,
        name="Zoë Öztürk",
        email="zoe@example.org",
        language="nl",
        remark="Een lus voor mijn hoorapparaat",
        now=now(),
    )
    return services.confirm_guest(registration=Registration.objects.get(), now=now())


def links_of(registration):
    return links.guest_links(registration.session, registration)


def test_guest_downloads_what_is_held(client, registration):
    page = client.get(links_of(registration).home)
    answer = client.get(links_of(registration).copy)

    assert links_of(registration).copy in page.text
    assert answer["Content-Disposition"].startswith("attachment")
    copy = answer.json()
    assert copy["accounts.guest"]["rows"][0]["email"] == "zoe@example.org"
    assert copy["live.registrations"]["rows"][0]["remark"] == "Een lus voor mijn hoorapparaat"
    assert len(copy["outbox.mails"]["rows"]) == 2


def test_guest_is_erased_by_a_button_and_reads_so(client, registration):
    session = registration.session
    waiting = services.register(session=session, subject_id=UserFactory().subject_id, now=now())

    assert client.get(links_of(registration).erase).status_code == 405
    assert Guest.objects.exists()
    answer = client.post(links_of(registration).erase, follow=True)

    assert "Je naam en mailadres zijn gewist." in answer.text
    assert "Zoë" not in answer.text
    assert not Guest.objects.exists()
    assert not RegistrationRemark.objects.exists()
    assert not OutgoingMail.objects.filter(subject_id=registration.subject_id).exists()
    assert Subject.objects.filter(pk=registration.subject_id).exists()
    registration.refresh_from_db(), waiting.refresh_from_db()
    assert (registration.state, waiting.state) == (State.CANCELLED, State.OFFERED)


def test_link_of_a_guest_neither_shows_nor_erases_an_account(client):
    """The guest made an account since: whoever finds the old mail cannot speak for it."""
    user = UserFactory(name="Zoë Öztürk")
    own = RegistrationFactory(subject=user.subject)

    assert links_of(own).erase not in client.get(links_of(own).home).text
    assert client.get(links_of(own).copy).status_code == 404
    client.post(links_of(own).erase)

    user.refresh_from_db()
    assert user.name == "Zoë Öztürk"
    own.refresh_from_db()
    assert own.state == State.CONFIRMED


def a_day_of_the_clock(at):
    assert periodic.Ticker().tick(at) == []


def test_address_that_nobody_confirmed_is_forgotten_after_a_week():
    services.register_guest(
        session=LiveSessionFactory(seats=1),
        name="Een ander",
        email="x@y.be",
        language="nl",
        now=now(),
    )
    services.release_holds(now=now() + timedelta(days=1))

    services.forget_guests(now() + timedelta(days=6))
    assert Guest.objects.count() == 1

    assert services.forget_guests(now() + timedelta(days=8)) == 1
    assert not Guest.objects.exists()
    assert Registration.objects.get().state == State.LAPSED


def test_guest_is_forgotten_a_year_after_the_last_session(registration):
    over = registration.session.starts_at

    assert services.forget_guests(over + timedelta(days=360)) == 0
    assert services.forget_guests(over + A_YEAR) == 1
    assert not Guest.objects.exists()
    assert Registration.objects.filter(pk=registration.pk).exists()


def test_guest_who_comes_back_or_holds_a_certificate_is_kept():
    long_ago = now() - 3 * A_YEAR
    comes_back, certified = (
        GuestFactory(created_at=long_ago, confirmed_at=long_ago) for _ in range(2)
    )
    RegistrationFactory(subject=comes_back.subject)
    past = LiveSessionFactory(starts_at=long_ago)
    AttendanceFactory(session=past, subject=certified.subject)
    issue(
        subject_id=certified.subject_id,
        holder_name=certified.name,
        achievement=AchievementFactory(),
        now=long_ago,
    )

    assert services.forget_guests(now()) == 0
    assert Guest.objects.count() == 2


def test_clock_forgets_guests():
    GuestFactory(created_at=now() - timedelta(days=8))

    a_day_of_the_clock(now())

    assert not Guest.objects.exists()
