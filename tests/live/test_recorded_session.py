"""What the page of a session says about its recording to whoever may not see it."""

import pytest
from django.urls import reverse

from tests.factories.accounts import GuestFactory, UserFactory
from tests.factories.live import LiveSessionFactory, RegistrationFactory
from tests.factories.recordings import CaptionCueFactory, RecordingFactory
from tests.live.test_people import merge
from webinar.recordings.enums import Audience
from webinar.recordings.services import hide

pytestmark = pytest.mark.django_db

NOT_NOW = "De opname van deze sessie is nu niet te bekijken."
WITH_ACCOUNT = "Meld je aan om de opname van deze sessie te bekijken."
REGISTERED = "De opname van deze sessie is voor wie ingeschreven was of de cursus volgt."


@pytest.fixture
def recording():
    recording = RecordingFactory(audience=Audience.REGISTRANTS)
    CaptionCueFactory(track__recording=recording, text="Een giraf kijkt mee.")
    return recording


@pytest.fixture
def session(recording):
    return LiveSessionFactory(slug="avond", recording=recording)


def sign_in():
    return f"{reverse('account_login')}?next=/webinars/avond/"


def page(client):
    return client.get("/webinars/avond/").content.decode()


def main(client):
    return page(client).partition("<main")[2]


@pytest.mark.parametrize(
    ("audience", "says"), [(Audience.SIGNED_IN, WITH_ACCOUNT), (Audience.REGISTRANTS, REGISTERED)]
)
def test_visitor_reads_for_whom_the_recording_is_and_where_to_sign_in(
    client, session, recording, audience, says
):
    recording.audience = audience
    recording.save()

    text = main(client)

    assert says in text
    assert sign_in() in text
    assert "giraf" not in text


def test_who_is_signed_in_and_not_registered_reads_for_whom_it_is(client, session):
    client.force_login(UserFactory())

    text = main(client)

    assert REGISTERED in text
    assert sign_in() not in text


def test_nobody_is_sent_to_sign_in_for_a_recording_that_nobody_sees(client, session, recording):
    hide(recording=recording)

    text = main(client)

    assert NOT_NOW in text
    assert sign_in() not in text


def test_guest_sees_the_recording_once_their_seat_is_their_accounts(client, session):
    guest, user = GuestFactory(), UserFactory()
    RegistrationFactory(session=session, subject=guest.subject)
    assert "giraf" not in page(client)
    client.force_login(user)
    assert "giraf" not in page(client)

    merge(user.subject_id, guest.subject_id)

    assert "giraf" in page(client)
