"""Two editors, or an editor and the worker, make what is found anew at the same moment."""

from functools import partial

import pytest

from directory.found import KEY
from directory.services import let_go
from search.models import Entry, Timeline
from search.services import reindex, reindex_everything
from tests.at_once import at_once
from tests.factories.directory import ClaimFactory, ServiceFactory
from tests.factories.recordings import CueFactory, RecordingFactory, SlideDeckFactory, SlideFactory
from webinar.recordings import services

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service():
    service = ServiceFactory(for_citizens=True)
    ClaimFactory(service=service, field="phone", value="1712", source="x")
    reindex(key=KEY)
    assert Entry.objects.filter(source=KEY).exists()
    return service


def test_two_editors_save_helplines(service):
    stood = Entry.objects.count()

    at_once(*[let_go] * 4)

    assert Entry.objects.count() == stood


def test_editor_saves_while_the_worker_makes_the_whole_index(service):
    stood = Entry.objects.count()

    at_once(let_go, reindex_everything, let_go, reindex_everything)

    assert Entry.objects.count() == stood


def test_two_editors_describe_slides_of_one_recording():
    recording = RecordingFactory(deck=SlideDeckFactory())
    slides = [SlideFactory(deck=recording.deck, number=number) for number in range(1, 5)]
    for slide in slides:
        CueFactory(recording=recording, slide=slide, at_ms=slide.number * 1_000)

    at_once(
        *(
            partial(services.describe_slide, slide=slide, title=word, alt="", notes="")
            for slide, word in zip(slides, ("appel", "dadel", "lepel", "tafel"), strict=True)
        )
    )

    said = set(Timeline.objects.get().mentions.values_list("token", flat=True))
    assert {"appel", "dadel", "lepel", "tafel"} <= said
