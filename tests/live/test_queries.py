"""What other pages show of live sessions, in a constant number of queries."""

from datetime import timedelta

import pytest

from core.clock import now
from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import AttendanceFactory, LiveSessionFactory, RegistrationFactory
from webinar.live import queries, services
from webinar.live.enums import State
from webinar.live.queries.participants import participants

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_upcoming_cards_take_one_query(number, django_assert_num_queries):
    LiveSessionFactory.create_batch(number)
    with django_assert_num_queries(1):
        cards = queries.upcoming_cards(now())
    assert len(cards) == number


def test_upcoming_cards_are_the_next_ones():
    third, first, second = (
        LiveSessionFactory(starts_at=now() + timedelta(days=days)) for days in (9, 2, 5)
    )
    LiveSessionFactory(starts_at=now() - timedelta(days=1))
    LiveSessionFactory(published=False)
    urls = [card.url for card in queries.upcoming_cards(now(), 2)]
    assert urls == [first.get_absolute_url(), second.get_absolute_url()]
    assert third.get_absolute_url() not in urls


@pytest.mark.parametrize("number", [1, 3])
def test_my_registrations_take_one_query(number, django_assert_num_queries):
    person = UserFactory().subject_id
    for _ in range(number):
        RegistrationFactory(subject_id=person, subject=None)
    with django_assert_num_queries(1):
        mine = queries.my_registrations(person, now())
    assert len(mine) == number
    assert all(line.place.state == State.CONFIRMED for line in mine)


def test_my_registrations_show_what_is_mine_and_to_come():
    person = UserFactory().subject_id
    coming = LiveSessionFactory(seats=1)
    services.register(session=coming, subject_id=person, now=now())
    full = LiveSessionFactory(seats=1)
    services.register(session=full, subject_id=UserFactory().subject_id, now=now())
    services.register(session=full, subject_id=person, now=now())
    RegistrationFactory(
        subject_id=person,
        subject=None,
        session=LiveSessionFactory(starts_at=now() - timedelta(days=2)),
    )
    RegistrationFactory()
    mine = queries.my_registrations(person, now())
    assert [(line.title, line.place.state) for line in mine] == [
        (coming.title, State.CONFIRMED),
        (full.title, State.WAITING),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_participants_take_three_queries(number, django_assert_num_queries):
    session = LiveSessionFactory()
    for _ in range(number):
        RegistrationFactory(session=session, subject=UserFactory().subject)
        AttendanceFactory(session=session, subject=GuestFactory().subject)
    with django_assert_num_queries(3):
        assert len(participants(session)) == number * 2
