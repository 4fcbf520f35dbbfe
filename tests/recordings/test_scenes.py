"""The worker finds when the picture changes: a proposal for the times of the slides."""

import pytest

from core.clock import now
from demo.recording.load import FILES
from tests.factories.recordings import RecordingFactory, RenditionFactory
from webinar.recordings.enums import RenditionKind
from webinar.recordings.errors import NoPicture
from webinar.recordings.models import SceneScan
from webinar.recordings.scenes import apart
from webinar.recordings.services import ask_for_scenes

pytestmark = pytest.mark.django_db


def test_slide_that_fades_in_is_one_change():
    assert apart([40_000, 40_250, 41_500, 90_000, 91_999, 95_000]) == [40_000, 90_000, 95_000]
    assert apart([]) == []


def test_changes_are_found_where_the_slides_of_the_demonstration_change(work):
    recording = RecordingFactory(duration_ms=429_400)
    RenditionFactory(recording=recording, content=(FILES / "small.mp4").read_bytes())

    ask_for_scenes(recording=recording, now=now())
    ask_for_scenes(recording=recording, now=now())
    work()

    scan = SceneScan.objects.get()
    wanted = [38_300, 76_300, 113_500, 146_400, 179_700, 214_700, 247_900, 284_900]
    wanted += [320_500, 356_500, 396_900]
    assert len(scan.moments) == len(wanted)
    assert all(abs(found - one) <= 300 for found, one in zip(scan.moments, wanted, strict=True))


def test_file_that_cannot_be_read_is_told_and_may_be_tried_again(work):
    recording = RecordingFactory()
    RenditionFactory(recording=recording, content=b"no film")
    ask_for_scenes(recording=recording, now=now())
    work()
    assert SceneScan.objects.get().fault == "EncodingFailed"

    ask_for_scenes(recording=recording, now=now())
    assert SceneScan.objects.get().is_under_way


def test_sound_alone_has_no_picture_that_changes():
    recording = RecordingFactory()
    RenditionFactory(recording=recording, kind=RenditionKind.AUDIO)

    with pytest.raises(NoPicture):
        ask_for_scenes(recording=recording, now=now())
