from datetime import timedelta
from uuid import uuid4

import pytest

from core.clock import now
from tests.factories.recordings import ConsentFactory, RecordingFactory
from webinar.recordings import access
from webinar.recordings.access import may_see
from webinar.recordings.enums import Audience

pytestmark = pytest.mark.django_db

SOMEONE = uuid4()
NOBODY = None


@pytest.fixture
def ports(monkeypatch):
    """The functions that apps above have registered, here under the test's hand."""
    registered = []
    monkeypatch.setattr(access, "_registered", registered)
    return registered


def yes(recording_ids, subject_id, moment):
    return recording_ids


def no(recording_ids, subject_id, moment):
    return ()


@pytest.mark.parametrize(
    ("audience", "viewer", "registered", "expected"),
    [
        (Audience.EVERYONE, NOBODY, [], True),
        (Audience.EVERYONE, SOMEONE, [no], True),
        (Audience.SIGNED_IN, NOBODY, [yes], False),
        (Audience.SIGNED_IN, SOMEONE, [], True),
        (Audience.SIGNED_IN, SOMEONE, [no], True),
        (Audience.REGISTRANTS, NOBODY, [yes], False),
        (Audience.REGISTRANTS, SOMEONE, [], False),
        (Audience.REGISTRANTS, SOMEONE, [no, no], False),
        (Audience.REGISTRANTS, SOMEONE, [no, yes], True),
    ],
)
def test_who_may_see_an_open_recording(ports, audience, viewer, registered, expected):
    ports.extend(registered)

    assert may_see(RecordingFactory(audience=audience), viewer, now()) is expected


def unpublished():
    return RecordingFactory(audience=Audience.EVERYONE, published_at=None)


def published_tomorrow():
    return RecordingFactory(audience=Audience.EVERYONE, published_at=now() + timedelta(days=1))


def past_its_date():
    return RecordingFactory(audience=Audience.EVERYONE, visible_until=now())


def nobody_asked():
    return RecordingFactory(audience=Audience.EVERYONE, nobody_is_recorded=False)


def one_did_not_agree():
    recording = RecordingFactory(audience=Audience.EVERYONE, nobody_is_recorded=False)
    ConsentFactory(recording=recording)
    ConsentFactory(recording=recording, given_at=None)
    return recording


def one_took_it_back():
    recording = RecordingFactory(audience=Audience.EVERYONE)
    ConsentFactory(recording=recording)
    ConsentFactory(recording=recording, withdrawn_at=now() + timedelta(seconds=1))
    return recording


@pytest.mark.parametrize(
    "closed",
    [
        unpublished,
        published_tomorrow,
        past_its_date,
        nobody_asked,
        one_did_not_agree,
        one_took_it_back,
    ],
)
def test_nobody_lifts_the_veto(ports, closed):
    ports.append(yes)
    recording = closed()

    assert not may_see(recording, SOMEONE, now())
    assert not may_see(recording, NOBODY, now())


def test_recording_is_seen_until_its_last_moment(ports):
    end = now() + timedelta(hours=1)
    recording = RecordingFactory(audience=Audience.EVERYONE, visible_until=end)

    assert may_see(recording, NOBODY, end - timedelta(microseconds=1))
    assert not may_see(recording, NOBODY, end)


def test_consent_of_everyone_opens_a_recording(ports):
    recording = RecordingFactory(audience=Audience.EVERYONE, nobody_is_recorded=False)
    ConsentFactory(recording=recording)

    assert may_see(recording, NOBODY, now())


def test_registering_a_function_twice_asks_it_once(ports):
    access.register(yes)
    access.register(yes)

    assert ports == [yes]
