"""Two editors save at the very same moment: one is kept, the other is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.clock import now
from tests.factories.recordings import (
    ConsentFactory,
    RecordingFactory,
    SlideDeckFactory,
    SlideFactory,
)
from webinar.recordings.captions import Caption
from webinar.recordings.enums import Audience, TrackKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.services import (
    NewChapter,
    record_consent,
    save_captions,
    save_chapters,
    save_cues,
    set_rights,
)
from webinar.recordings.versions import (
    captions_version,
    chapters_version,
    cues_version,
    rights_version,
)

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def recording():
    recording = RecordingFactory(deck=SlideDeckFactory())
    SlideFactory(deck=recording.deck, number=1)
    return recording


def both(save):
    """What became of saving 1 and 2 at once."""

    def one(number):
        try:
            save(number)
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, (1, 2)))


def test_times_of_slides(recording):
    version = cues_version(recording)

    assert both(
        lambda number: save_cues(recording=recording, cues=[(1, number * 1_000)], based_on=version)
    ) == ["saved", "told"]
    assert recording.cues.count() == 1


def test_who_may_see_it(recording):
    version = rights_version(recording)
    audiences = {1: Audience.EVERYONE, 2: Audience.SIGNED_IN}

    assert both(
        lambda number: set_rights(
            recording=recording,
            audience=audiences[number],
            visible_until=None,
            nobody_is_recorded=True,
            based_on=version,
        )
    ) == ["saved", "told"]


def test_consent_given_by_two_editors_at_once_is_one_fact(recording):
    consent = ConsentFactory(recording=recording, given_at=None)

    both(
        lambda _number: record_consent(
            recording=recording, name="An", subject_id=consent.subject_id, now=now()
        )
    )

    assert recording.consent_facts.count() == 1


def test_chapters(recording):
    version = chapters_version(recording)

    assert both(
        lambda number: save_chapters(
            recording=recording, chapters=[NewChapter(0, f"Van {number}")], based_on=version
        )
    ) == ["saved", "told"]
    assert recording.chapters.count() == 1


def test_captions(recording):
    version = captions_version(recording, "nl", "captions")

    assert both(
        lambda number: save_captions(
            recording=recording,
            language="nl",
            kind=TrackKind.CAPTIONS,
            captions=[Caption(0, 1_000, f"Van {number}.")],
            based_on=version,
        )
    ) == ["saved", "told"]
    assert recording.tracks.get().cues.count() == 1
