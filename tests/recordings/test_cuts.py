"""Cuts are written once, made into files by the worker, and no file made by others is served."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from core.clock import now
from demo.recording.load import FILES
from tests.factories.recordings import RecordingFactory, RenditionFactory
from webinar.recordings.encoding import encode
from webinar.recordings.enums import Audience, CutReason, RenditionKind
from webinar.recordings.errors import ChangedMeanwhile, CutUnreadable, NothingLeft
from webinar.recordings.models import CutList, CutRendition, Recording
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.probing import probe
from webinar.recordings.services import (
    NewCut,
    make_cut_renditions,
    renew_cut_renditions,
    set_cuts,
)

MEMORY = 2_000_000_000


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """Eight seconds: two of red, then two of each of green, blue and white; a tone that rises each two."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    inputs, parts = [], ""
    for number, colour in enumerate(("red", "green", "blue", "white")):
        inputs += ["-f", "lavfi", "-i", f"color={colour}:size=64x36:rate=10:duration=2"]
        inputs += ["-f", "lavfi", "-i", f"sine=frequency={300 * (number + 1)}:duration=2"]
        parts += f"[{2 * number}:v][{2 * number + 1}:a]"
    encode(
        [*inputs, "-filter_complex", f"{parts}concat=n=4:v=1:a=1[v][a]", "-map", "[v]"]
        + ["-map", "[a]", "-pix_fmt", "yuv420p", str(path)],
        seconds=30,
        memory_bytes=MEMORY,
    )
    return path.read_bytes()


@pytest.fixture
def recording(film, db):
    recording = RecordingFactory(duration_ms=8_000, audience=Audience.EVERYONE)
    RenditionFactory(recording=recording, content=film)
    return recording


def listed(recording):
    return [(cut.start_ms, cut.end_ms, cut.reason) for cut in recording.cut_list.cuts.all()]


def test_cuts_that_touch_become_one(recording):
    done = set_cuts(
        recording=recording,
        cuts=[NewCut(3_000, 5_000), NewCut(1_000, 3_000, CutReason.NAME)],
        based_on=None,
        now=now(),
    )

    assert listed(done) == [(1_000, 5_000, "name")]


@pytest.mark.parametrize(
    ("cuts", "refusal"),
    [
        ([NewCut(2_000, 2_000)], CutUnreadable),
        ([NewCut(3_000, 2_000)], CutUnreadable),
        ([NewCut(7_000, 8_001)], CutUnreadable),
        ([NewCut(0, 4_000), NewCut(4_000, 8_000)], NothingLeft),
    ],
)
def test_cuts_that_cannot_be_are_refused_and_nothing_is_stored(recording, cuts, refusal):
    with pytest.raises(refusal):
        set_cuts(recording=recording, cuts=cuts, based_on=None, now=now())

    assert not CutList.objects.exists()


def test_second_editor_is_told_and_the_same_again_changes_nothing(recording):
    first = set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())

    again = set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())
    assert again.cut_list_id == first.cut_list_id
    with pytest.raises(ChangedMeanwhile):
        set_cuts(recording=recording, cuts=[NewCut(0, 2_000)], based_on=None, now=now())
    assert listed(Recording.objects.get()) == [(0, 1_000, "other")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.concurrency
def test_two_editors_at_once_leave_one_list(recording):
    def save(end_ms):
        try:
            set_cuts(recording=recording, cuts=[NewCut(0, end_ms)], based_on=None, now=now())
        except ChangedMeanwhile:
            return "told"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, [1_000, 2_000])) == ["saved", "told"]
    assert CutList.objects.count() == 1


def test_worker_makes_files_without_the_cuts(recording, film, work, tmp_path):
    set_cuts(
        recording=recording,
        cuts=[NewCut(2_000, 4_000), NewCut(6_000, 7_000)],
        based_on=None,
        now=now(),
    )
    assert not Recording.objects.get().is_open(now())

    work()

    recording = Recording.objects.get()
    assert recording.is_open(now())
    made = CutRendition.objects.get()
    path = tmp_path / "made.mp4"
    path.write_bytes(made.file.read())
    facts = probe(path)
    assert abs(facts.duration_ms - 5_000) <= 100
    assert facts.audio is not None
    assert colours(path, [500, 1_500, 2_500, 3_500, 4_500], tmp_path) == [
        "red",
        "red",
        "blue",
        "blue",
        "white",
    ]
    with recording.cut_list.poster.open() as still:
        assert still.read(4) == b"RIFF"


def colours(path, moments, folder):
    """The colour of the film at these moments."""
    found = []
    for moment in moments:
        raw = folder / "pixel.rgb"
        encode(
            ["-ss", str(moment / 1000), "-i", str(path), "-frames:v", "1", "-vf", "scale=1:1"]
            + ["-f", "rawvideo", "-pix_fmt", "rgb24", str(raw)],
            seconds=30,
            memory_bytes=MEMORY,
        )
        red, green, blue = (value > 90 for value in raw.read_bytes())
        names = {(1, 0, 0): "red", (0, 1, 0): "green", (0, 0, 1): "blue", (1, 1, 1): "white"}
        found.append(names.get((red, green, blue), "other"))
    return found


def test_sound_alone_is_cut_to_the_moment(db, work):
    recording = RecordingFactory(duration_ms=8_000)
    content = (FILES / "audio.m4a").read_bytes()
    RenditionFactory(
        recording=recording, kind=RenditionKind.AUDIO, mime="audio/mp4", content=content
    )
    recording.duration_ms = 20_000
    recording.save()
    set_cuts(recording=recording, cuts=[NewCut(10_000, 20_000)], based_on=None, now=now())

    work()

    made = CutRendition.objects.get()
    assert made.mime == "audio/mp4"
    assert abs(probe(private_path(made)).duration_ms - 10_000) <= 50


def private_path(made):
    return private_storage().path(made.file.name)


def test_file_that_comes_later_is_cut_too(recording, film, work):
    set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())
    work()
    first = CutRendition.objects.get()
    RenditionFactory(recording=recording, kind=RenditionKind.SMALL_VIDEO, content=film)

    renew_cut_renditions(recording=Recording.objects.get())
    work()

    assert set(CutRendition.objects.values_list("source__kind", flat=True)) == {
        "video",
        "small_video",
    }
    assert CutRendition.objects.filter(pk=first.pk, sha256=first.sha256).exists()


def test_cuts_made_before_there_is_any_file_keep_the_recording_closed_until_one_is_cut(
    film, work, db
):
    """An editor cuts while the first rendition is still being encoded."""
    recording = RecordingFactory(duration_ms=8_000, audience=Audience.EVERYONE)
    set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())
    work()
    assert not Recording.objects.get().is_open(now())

    RenditionFactory(recording=recording, content=film)
    renew_cut_renditions(recording=Recording.objects.get())
    assert not Recording.objects.get().is_open(now())
    work()

    assert CutRendition.objects.get().source.kind == "video"
    assert Recording.objects.get().is_open(now())


def test_other_cuts_take_the_old_files_away(recording, work, django_capture_on_commit_callbacks):
    first = set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())
    work()
    name = CutRendition.objects.get().file.name

    with django_capture_on_commit_callbacks(execute=True):
        set_cuts(
            recording=recording,
            cuts=[NewCut(0, 2_000)],
            based_on=first.cut_list_id,
            now=now(),
        )

    assert not CutRendition.objects.exists()
    assert not private_storage().exists(name)


def test_files_made_by_cuts_that_no_longer_count_are_thrown_away(recording, work):
    first = set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())
    set_cuts(recording=recording, cuts=[], based_on=first.cut_list_id, now=now())

    work()
    make_cut_renditions(cut_list_id=first.cut_list_id, now=now())

    assert not CutRendition.objects.exists()
    assert Recording.objects.get().is_open(now())


def test_file_that_cannot_be_cut_is_told_and_keeps_the_recording_closed(db, work):
    recording = RecordingFactory(duration_ms=8_000)
    RenditionFactory(recording=recording, content=b"no film at all")
    set_cuts(recording=recording, cuts=[NewCut(0, 1_000)], based_on=None, now=now())

    work()

    recording.refresh_from_db()
    assert recording.cut_list.fault == "EncodingFailed"
    assert not recording.is_open(now())
