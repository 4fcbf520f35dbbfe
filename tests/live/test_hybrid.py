"""A session that one attends at the place or by the link."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from core.clock import now
from outbox.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from webinar.live import services
from webinar.live.enums import Mode
from webinar.live.models import LiveSession

pytestmark = pytest.mark.django_db


@pytest.fixture
def hybrid():
    return LiveSessionFactory(seats=2, mode=Mode.HYBRID, place="Stadhuis Genk, zaal 2")


def test_page_says_that_one_may_come_or_take_part_online(client, hybrid):
    said = client.get(hybrid.get_absolute_url()).content.decode()

    assert "Bijeenkomst, ook online" in said
    assert "Stadhuis Genk, zaal 2, of online" in said


def test_mail_with_the_seat_says_where_the_link_appears(hybrid):
    services.register(session=hybrid, subject_id=UserFactory().subject_id, now=now())

    mail = OutgoingMail.objects.get()
    assert "Waar: Stadhuis Genk, zaal 2, of online" in mail.text
    assert "Je link om deel te nemen" in mail.text


def test_mail_with_a_seat_at_the_place_only_names_no_link(hybrid):
    hybrid.mode = Mode.ON_SITE
    hybrid.save()
    services.register(session=hybrid, subject_id=UserFactory().subject_id, now=now())

    mail = OutgoingMail.objects.get()
    assert "Je link om deel te nemen" not in mail.text
    assert "Annuleer dan op de pagina hieronder" in mail.text


def test_registered_person_reads_both_ways_and_then_gets_the_link(client, hybrid):
    user = UserFactory()
    RegistrationFactory(session=hybrid, subject=user.subject)
    client.force_login(user)
    before = client.get(hybrid.get_absolute_url()).content.decode()

    LiveSession.objects.filter(pk=hybrid.pk).update(
        starts_at=now() - timedelta(minutes=5), ends_at=now() + timedelta(hours=1)
    )
    during = client.get(hybrid.get_absolute_url()).content.decode()

    assert "We verwachten je daar. Neem je liever online deel" in before
    assert f"{hybrid.get_absolute_url()}deelnemen/" not in before
    assert "We verwachten je daar. Je kunt nu ook online deelnemen." in during
    assert f"{hybrid.get_absolute_url()}deelnemen/" in during


def test_hybrid_session_has_a_place(hybrid):
    hybrid.place = ""
    with pytest.raises(IntegrityError, match="session_on_site_has_a_place"):
        hybrid.save()
