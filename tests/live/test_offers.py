"""How long an offered seat is kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core.clock import now
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory
from webinar.live import services
from webinar.live.enums import Answer, State
from webinar.live.errors import OfferGone
from webinar.live.links import guest_links
from webinar.live.models import LiveSession, Offer, Registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return LiveSessionFactory(seats=1)


@pytest.fixture
def offered(session):
    """Somebody in line, to whom the only seat is offered."""
    seat, place = (
        services.register(session=session, subject_id=UserFactory().subject_id, now=now())
        for _ in range(2)
    )
    services.cancel(registration=seat, now=now())
    return place


def move(session, starts_at):
    session.starts_at, session.ends_at = starts_at, starts_at + timedelta(hours=1)
    services.save_session(session=session, seats=1, now=now())


def test_offer_of_no_hours_is_refused(session):
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveSession.objects.update(offer_hours=0)
    assert LiveSession.objects.get().offer_hours == 48


def test_offer_ends_when_a_session_that_was_moved_begins(session, offered):
    earlier = now() + timedelta(hours=3)

    move(session, earlier)

    assert Offer.objects.get().expires_at == earlier
    with pytest.raises(OfferGone):
        services.accept_offer(registration=offered, now=earlier)
    assert Registration.objects.get(pk=offered.pk).state == State.OFFERED


def test_offer_for_a_session_that_turns_out_to_be_past_is_over(session, offered):
    move(session, now() - timedelta(days=1))
    OutgoingMail.objects.all().delete()

    services.expire_offers(now=now() + timedelta(seconds=2))

    assert Offer.objects.get().answer == Answer.EXPIRED
    assert Registration.objects.get(pk=offered.pk).state == State.LAPSED


def test_offer_for_a_session_that_was_put_off_keeps_its_last_moment(session, offered):
    until = Offer.objects.get().expires_at

    move(session, session.starts_at + timedelta(days=7))

    assert Offer.objects.get().expires_at == until


def test_page_after_an_offer_that_lapsed_says_why_and_leads_back(client, session, offered):
    services.expire_offers(now=now() + timedelta(days=3))

    page = client.get(guest_links(session, offered).home).content.decode()

    assert "De tijd om de plaats aan te nemen is voorbij." in page
    assert f'<a href="{session.get_absolute_url()}">Schrijf je opnieuw in</a>' in page


def test_page_after_an_offer_that_lapsed_leads_nowhere_once_registration_is_closed(
    client, session, offered
):
    services.expire_offers(now=now() + timedelta(days=3))
    LiveSession.objects.update(closes_at=now())

    page = client.get(guest_links(session, offered).home).content.decode()

    assert "Je bent niet ingeschreven" in page
    assert "opnieuw" not in page
