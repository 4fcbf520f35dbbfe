"""A coordinator takes one person's place back, and says why."""

import re

import pytest
from django.urls import reverse

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from accounts.services import erase
from core.clock import now
from core.personal_data import holdings
from outbox.models import OutgoingMail
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services, tokens
from webinar.live.enums import State
from webinar.live.models import CancellationReason, Registration

pytestmark = pytest.mark.django_db

WHY = "De avond is voor huisartsen alleen."


@pytest.fixture
def coordinator(client):
    user = UserFactory(name="Bea Coördinator")
    user.groups.add(ensure_roles()[COORDINATORS])
    client.force_login(user)
    return user


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1)


@pytest.fixture
def person():
    return UserFactory(name="An Peeters", language="nl")


@pytest.fixture
def registration(session, person):
    return services.register(session=session, subject_id=person.subject_id, now=now())


def address(registration):
    args = [registration.session_id, registration.public_id]
    return reverse("livesessies:cancel_place", args=args)


def participants(client, session):
    return client.get(reverse("livesessies:participants", args=[session.pk])).content.decode()


def last_mail_to(user):
    return OutgoingMail.objects.filter(to=user.email).order_by("pk").last()


def test_seat_goes_to_the_next_in_line_and_the_reason_to_the_person(
    client, coordinator, session, person, registration
):
    next_in_line = services.register(
        session=session, subject_id=UserFactory().subject_id, now=now()
    )
    assert address(registration) in participants(client, session)
    assert "An Peeters" in client.get(address(registration)).content.decode()

    answer = client.post(address(registration), {"reason": WHY})

    assert answer.status_code == 302
    registration.refresh_from_db()
    next_in_line.refresh_from_db()
    assert (registration.state, next_in_line.state) == (State.CANCELLED, State.OFFERED)
    mail = last_mail_to(person)
    assert WHY in mail.text and WHY in mail.html
    assert mail.title == "Je inschrijving is geannuleerd"
    assert "method=CANCEL" in str(mail.attachments)
    said = participants(client, session)
    assert WHY in said and "Bea Coördinator" in said


def test_repeating_changes_nothing_and_mails_nobody(client, coordinator, person, registration):
    client.post(address(registration), {"reason": WHY})
    sent = OutgoingMail.objects.count()
    client.post(address(registration), {"reason": "Another."})

    assert OutgoingMail.objects.count() == sent
    assert CancellationReason.objects.get().text == WHY


def test_person_may_register_again_and_stands_as_anyone(
    client, coordinator, session, person, registration
):
    client.post(address(registration), {"reason": WHY})
    again = services.register(session=session, subject_id=person.subject_id, now=now())

    assert again.state == State.CONFIRMED
    assert again.cancelled_by is None


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_without_a_fit_reason_nothing_happens(client, coordinator, registration, reason):
    answer = client.post(address(registration), {"reason": reason})

    assert answer.status_code == 422
    registration.refresh_from_db()
    assert registration.is_active


def test_nothing_is_taken_back_once_it_is_over(client, coordinator, session, registration):
    session.starts_at, session.ends_at = now().replace(year=2020), now().replace(year=2021)
    session.save()
    answer = client.post(address(registration), {"reason": WHY}, follow=True)

    assert "voorbij" in answer.content.decode()
    assert address(registration) not in answer.content.decode()
    registration.refresh_from_db()
    assert registration.is_active


def test_address_that_was_never_confirmed_gets_no_mail(client, coordinator, session):
    services.register_guest(
        session=session, name="Iemand", email="x@example.org", language="nl", now=now()
    )
    held = Registration.objects.get()
    sent = OutgoingMail.objects.count()
    client.post(address(held), {"reason": WHY})

    held.refresh_from_db()
    assert held.state == State.CANCELLED
    assert OutgoingMail.objects.count() == sent


def test_guest_reads_why_behind_the_link_of_the_mail(client, coordinator, session):
    registration = RegistrationFactory(session=session, subject=GuestFactory().subject)
    client.post(address(registration), {"reason": WHY})
    token = tokens.sign(registration.public_id, tokens.MANAGE)
    client.logout()
    page = client.get(reverse("live:guest", args=[session.slug, token])).content.decode()
    assert WHY in page


def test_only_who_may_change_the_session_takes_places_back(client, session, registration):
    user = UserFactory()
    user.groups.add(ensure_roles()[EDITORS])
    client.force_login(user)
    client.post(address(registration), {"reason": WHY})

    registration.refresh_from_db()
    assert registration.is_active


def test_place_of_another_session_is_not_found(client, coordinator, registration):
    other = LiveSessionFactory()
    args = [other.pk, registration.public_id]
    wrong = reverse("livesessies:cancel_place", args=args)
    assert client.post(wrong, {"reason": WHY}).status_code == 404


def test_reason_is_read_back_and_erased_with_the_person(client, coordinator, person, registration):
    client.post(address(registration), {"reason": WHY})
    [holding] = [each for each in holdings() if each.key == "live.registrations"]
    assert holding.export(person.subject_id)[0]["cancelled_because"] == WHY

    erase(user=person)

    assert not CancellationReason.objects.exists()
    assert Registration.objects.get().cancelled_by_id == coordinator.subject_id
    assert re.search(r"\(gewist", participants(client, registration.session))


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_one_as_for_three(
    client, coordinator, number, django_assert_max_num_queries
):
    session = LiveSessionFactory(seats=number)
    for _ in range(number):
        RegistrationFactory(session=session, subject=UserFactory().subject)
        registration = RegistrationFactory(session=session, subject=UserFactory().subject)
        services.cancel_for(
            registration=registration,
            reason=WHY,
            cancelled_by_id=coordinator.subject_id,
            now=now(),
        )
    participants(client, session)
    with django_assert_max_num_queries(14):
        participants(client, session)
