"""From a whole upload to a recording or a deck, as the media worker does it."""

import errno
import os
import struct
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import imageio_ffmpeg
import pytest
from django.conf import settings
from django.db.models import F
from PIL import Image

from core.clock import now
from tests.factories.recordings import StepFactory
from tests.recordings import files
from tests.recordings.taking_over import bring, states
from webinar.recordings import recipes
from webinar.recordings.encoding import encode, source
from webinar.recordings.enums import FileFormat, StepState
from webinar.recordings.errors import EncoderNeeded, OnlyPdf, PagesDiffer
from webinar.recordings.models import Recording, SlideDeck, SourceFile, Step, Upload
from webinar.recordings.models.private_file import private_storage
from webinar.recordings.probing import probe
from webinar.recordings.services import (
    take_up_steps,
    try_again,
    try_upload_again,
)
from webinar.recordings.services import work as work_on_step

pytestmark = pytest.mark.django_db(transaction=True)


def test_film_becomes_a_hidden_recording_with_all_its_renditions(tmp_path, work):
    """Its packets stay as they are; what a telephone notes of itself (where it was) goes no further."""
    path = tmp_path / "a.mp4"
    noted = ["-metadata", "location=+50.96+5.50/", "-metadata", "title=Wie het was"]
    encode([*files.picture(2), *files.sound(2), *files.FAST, *noted, path], **files.ENOUGH)
    packets = _packets(path)

    upload = bring(path)
    work()

    recording = Recording.objects.get()
    assert set(states().values()) == {(StepState.READY, "")}, states()
    assert recording.public_id == upload.pk
    assert recording.published_at is None
    assert abs(recording.duration_ms - 2000) < 100
    stored = {row.kind: Path(row.file.path) for row in recording.renditions.all()}
    assert set(stored) == {"video", "audio", "small_video"}
    assert _packets(stored["video"]) == packets
    for row in recording.renditions.all():
        content = stored[row.kind].read_bytes()
        assert row.size == len(content) > 0
        assert probe(stored[row.kind])
        assert b"+50.96" not in content
        assert b"Wie het was" not in content
    assert recording.poster.width == 320
    assert not Upload.objects.exists()
    assert not SourceFile.objects.exists()


def test_a_film_recorded_by_a_browser_is_measured_and_made_to_play_everywhere(tmp_path, work):
    bring(files.webm(tmp_path / "a.webm"))
    work()

    recording = Recording.objects.get()
    assert abs(recording.duration_ms - 2000) < 200
    video = recording.renditions.get(kind="video")
    facts = probe(Path(video.file.path))
    assert (video.mime, facts.video.codec, facts.audio.codec) == ("video/mp4", "h264", "aac")


def test_a_length_that_cannot_be_is_measured_instead(tmp_path, work):
    """A damaged head says thirty thousand years; no column holds that."""
    path = files.webm(tmp_path / "a.webm")
    whole = tmp_path / "b.webm"
    encode([*source(path), "-c", "copy", "-f", "webm", whole], **files.ENOUGH)
    content = whole.read_bytes()
    at = content.index(b"\x44\x89\x88") + 3
    path.write_bytes(content[:at] + struct.pack(">d", 1e15) + content[at + 8 :])

    bring(path)
    work()

    assert abs(Recording.objects.get().duration_ms - 2000) < 200


def test_an_mp3_whose_size_only_lets_one_guess_its_length_is_read_through(tmp_path, work):
    """Two seconds of noise, eight of silence, and no count of frames in its head."""
    path = tmp_path / "a.mp3"
    noise = ["-f", "lavfi", "-i", "anoisesrc=duration=2:amplitude=0.5,apad=whole_dur=10"]
    changing = ["-c:a", "libmp3lame", "-q:a", "0", "-write_xing", "0", "-id3v2_version", "0"]
    encode([*noise, *changing, "-f", "mp3", path], **files.ENOUGH)

    bring(path)
    work()

    assert abs(Recording.objects.get().duration_ms - 10_000) < 200


@pytest.mark.parametrize("make", [files.m4a, files.mp3])
def test_sound_alone_has_sound_alone(tmp_path, work, make):
    bring(make(tmp_path / "a"))
    work()

    recording = Recording.objects.get()
    assert [row.kind for row in recording.renditions.all()] == ["audio"]
    assert set(states()) == {"audio"}
    assert not recording.poster


def test_sound_is_set_at_an_even_loudness(tmp_path, work):
    bring(files.m4a(tmp_path / "quiet.m4a", seconds=4))
    work()

    path = Path(Recording.objects.get().renditions.get().file.path)
    said = encode(recipes.loudness(path, FileFormat.MP4), **files.ENOUGH)
    assert abs(float(recipes.measured(said)["input_i"]) + 16) < 1.5


def test_silence_is_left_as_it_is(tmp_path, work):
    path = tmp_path / "silent.m4a"
    encode([*files.sound(1, volume=0), "-c:a", "aac", "-f", "ipod", path], **files.ENOUGH)
    bring(path)
    work()

    assert states() == {"audio": (StepState.READY, "")}


# --- Without ffmpeg -------------------------------------------------------------------------------


@pytest.fixture
def no_ffmpeg(monkeypatch, tmp_path):
    def none():
        raise RuntimeError

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", none)


def test_without_ffmpeg_an_mp4_is_shown_as_it_is(tmp_path, work, request):
    source = files.mp4(tmp_path / "a.mp4")
    request.getfixturevalue("no_ffmpeg")

    bring(source)
    work()

    recording = Recording.objects.get()
    assert abs(recording.duration_ms - 3000) < 100
    video = recording.renditions.get()
    assert (video.kind, Path(video.file.path).read_bytes()) == ("video", source.read_bytes())
    assert set(states().values()) == {(StepState.MISSING, "EncoderMissing")}


def test_once_ffmpeg_is_there_what_was_missing_is_made(tmp_path, work):
    source = files.mp4(tmp_path / "a.mp4", seconds=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        patch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", _none)
        bring(source)
        work()

    for step in Step.objects.all():
        try_again(step=step, now=now())
    work()

    recording = Recording.objects.get()
    assert set(states().values()) == {(StepState.READY, "")}
    assert recording.renditions.count() == 3
    stored = set(Path(private_storage().path(f"recordings/{recording.public_id}")).iterdir())
    named = {Path(row.file.path) for row in recording.renditions.all()}
    assert stored == named | {Path(recording.poster.path)}


def test_without_ffmpeg_what_it_alone_can_read_is_refused(tmp_path, request):
    source = files.webm(tmp_path / "a.webm")
    request.getfixturevalue("no_ffmpeg")

    with pytest.raises(EncoderNeeded):
        bring(source)


# --- Decks ----------------------------------------------------------------------------------------


def test_pdf_becomes_a_deck_with_pictures_in_two_formats_and_three_widths(work):
    bring(files.pdf(3))
    work()

    deck = SlideDeck.objects.get()
    assert states() == {"pictures": (StepState.READY, "")}
    assert [slide.number for slide in deck.slides.all()] == [1, 2, 3]
    for slide in deck.slides.all():
        images = list(slide.images.all())
        assert [image.width for image in images] == [480, 960, 1600]
        for image in images:
            with Image.open(image.file.path) as webp, Image.open(image.avif_file.path) as avif:
                assert (webp.format, avif.format) == ("WEBP", "AVIF")
                assert webp.size == avif.size == (image.width, image.height)


def test_presentation_keeps_its_text_and_notes_and_asks_for_its_pdf(work):
    bring(files.pptx(2, hidden=1))
    work()

    deck = SlideDeck.objects.get()
    assert states() == {"pages": (StepState.MISSING, "OfficeMissing")}
    assert [(row.title, row.text, row.notes) for row in deck.slides.all()] == [
        ("Dia 1", "Dia 1\nSignaal 1", "Notitie 1"),
        ("Dia 2", "Dia 2\nSignaal 2", "Notitie 2"),
    ]
    assert not deck.pdf


def test_pdf_added_later_joins_the_text_and_the_notes(work):
    bring(files.pptx(2))
    work()
    deck = SlideDeck.objects.get()

    bring(files.pdf(2), deck=deck)
    work()

    deck.refresh_from_db()
    assert deck.pdf
    assert states() == {"pictures": (StepState.READY, "")}
    assert [row.notes for row in deck.slides.all()] == ["Notitie 1", "Notitie 2"]
    assert all(row.images.count() == 3 for row in deck.slides.all())


@pytest.mark.parametrize(
    ("content", "refusal"), [(files.pdf(3), PagesDiffer), (files.pptx(2), OnlyPdf)]
)
def test_other_pages_do_not_join(work, content, refusal):
    bring(files.pptx(2))
    work()

    with pytest.raises(refusal):
        bring(content, deck=SlideDeck.objects.get())

    assert not Upload.objects.exists()


def test_where_there_is_libreoffice_it_draws_the_pages(work, monkeypatch, tmp_path):
    """A stand-in for LibreOffice that writes a PDF where it is told to."""
    (tmp_path / "ready.pdf").write_bytes(files.pdf(2))
    program = tmp_path / "soffice"
    program.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\n'
        f'cp {tmp_path / "ready.pdf"} "$2/deck.pdf"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    bring(files.pptx(2))
    work()

    assert states() == {"pictures": (StepState.READY, "")}
    assert SlideDeck.objects.get().pdf


# --- When something goes wrong --------------------------------------------------------------------


def test_work_on_a_damaged_film_fails_in_words_and_the_worker_lives(tmp_path, work):
    """Whole by its boxes, and its pictures are noise."""
    content = bytearray(files.mp4(tmp_path / "a.mp4", seconds=1).read_bytes())
    at = content.index(b"mdat") + 8
    content[at : at + 5_000] = os.urandom(5_000)
    bring(bytes(content))
    work()

    told = states()
    assert Recording.objects.exists()
    assert {state for state, _ in told.values()} <= {StepState.READY, StepState.FAILED}
    assert not list(settings.UPLOAD_ROOT.glob("step-*"))


def test_a_full_disk_while_taking_over_keeps_the_upload_for_another_try(work):
    upload = bring(files.pdf(1))
    with _full_disk():
        work()

    upload.refresh_from_db()
    assert (upload.state, upload.refusal) == ("failed", "NoSpaceLeft")
    assert not SlideDeck.objects.exists()

    try_upload_again(upload=upload)
    work()
    assert SlideDeck.objects.get().slides.count() == 1


def test_a_step_left_behind_by_a_killed_worker_is_taken_up_again(work):
    bring(files.pdf(1))
    work()
    Step.objects.update(state=StepState.WORKING, beat_at=now() - timedelta(minutes=10))
    left = settings.UPLOAD_ROOT / f"step-{Step.objects.get().pk}"
    left.mkdir()
    (left / "half.webp").write_bytes(b"half")

    assert take_up_steps(now()) == 1
    work()

    assert states() == {"pictures": (StepState.READY, "")}
    assert not left.exists()


def test_a_step_that_kills_its_workers_is_given_up():
    step = StepFactory(state=StepState.WORKING, tries=2, beat_at=now() - timedelta(minutes=10))

    assert take_up_steps(now()) == 0

    step.refresh_from_db()
    assert (step.state, step.refusal) == (StepState.FAILED, "WorkInterrupted")


def test_a_step_with_signs_of_life_is_left_alone():
    step = StepFactory(state=StepState.WORKING)

    assert take_up_steps(now()) == 0

    step.refresh_from_db()
    assert step.state == StepState.WORKING


def test_who_was_thought_dead_changes_nothing_any_more():
    step = StepFactory()

    def slow(mine, beat):
        Step.objects.filter(pk=step.pk).update(turn=F("turn") + 1)
        beat(50)

    work_on_step(step_id=step.pk, do=slow, now=now())

    step.refresh_from_db()
    assert (step.state, step.percent) == (StepState.WORKING, 0)


def test_a_step_is_done_by_one_alone():
    step = StepFactory()
    done = []

    def twice(mine, beat):
        done.append(1)
        work_on_step(step_id=step.pk, do=twice, now=now())

    work_on_step(step_id=step.pk, do=twice, now=now())

    assert done == [1]
    step.refresh_from_db()
    assert (step.state, step.percent) == (StepState.READY, 100)


@pytest.mark.long
def test_three_hours_are_taken_in(tmp_path, work):
    path = tmp_path / "long.mp4"
    film = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=2:duration=10800"]
    voice = ["-f", "lavfi", "-i", "sine=frequency=300:sample_rate=16000:duration=10800"]
    encode(
        [*film, *voice, *files.FAST, "-c:a", "aac", "-b:a", "24k", path],
        seconds=600,
        memory_bytes=2_000_000_000,
    )
    bring(path)
    work()

    assert abs(Recording.objects.get().duration_ms - 10_800_000) < 1000
    assert set(states().values()) == {(StepState.READY, "")}


def _packets(path):
    said = encode(
        [*source(path), "-map", "0:v", "-c", "copy", "-f", "streamhash", "-"], **files.ENOUGH
    )
    return next(line for line in said.splitlines() if "SHA256" in line)


def _none():
    raise RuntimeError


@contextmanager
def _full_disk():
    """A second name needs room too; the system says there is none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", _no_space)
        yield


def _no_space(*args, **kwargs):
    raise OSError(errno.ENOSPC, "No space left on device")
