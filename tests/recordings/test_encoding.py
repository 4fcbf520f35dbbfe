"""ffmpeg within limits, and what it says of a file. Small files are made here by ffmpeg itself."""

import os
import signal
import subprocess
import sys
import time

import imageio_ffmpeg
import pytest

from webinar.recordings.encoding import encode, ffmpeg, source
from webinar.recordings.errors import (
    EncoderMissing,
    EncodingFailed,
    EncodingTooBig,
    EncodingTooHeavy,
    EncodingTooSlow,
    NoSpaceLeft,
)
from webinar.recordings.limited import Limits, run
from webinar.recordings.probing import duration_of, measure, probe

ENOUGH = {"seconds": 30, "memory_bytes": 1_500_000_000}
PICTURE = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10:duration=2"]
SOUND = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]
ENDLESS = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=10"]


@pytest.fixture(scope="module")
def video(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "a b 'c'.mp4"
    encode([*PICTURE, *SOUND, "-c:v", "libx264", "-c:a", "aac", path], **ENOUGH)
    return path


def test_facts_of_a_file_are_read(video):
    facts = probe(video, demuxer="mov")

    assert abs(facts.duration_ms - 2000) < 50
    assert (facts.video.codec, facts.video.width, facts.video.height) == ("h264", 320, 180)
    assert facts.audio.codec == "aac"
    assert abs(measure(video) - 2000) < 50


def test_a_text_is_no_recording(tmp_path):
    path = tmp_path / "recording.mp4"
    path.write_text("#EXTM3U\nsecret.txt\n")

    assert probe(path) is None
    assert duration_of(path) is None
    assert measure(path) is None


def test_a_play_list_leads_nowhere(tmp_path, video):
    path = tmp_path / "list.mp4"
    path.write_text(f"ffconcat version 1.0\nfile '{video}'\n")

    assert probe(path, demuxer="mov") is None


def test_progress_is_told_and_reaches_the_end(video, tmp_path):
    heard = []

    encode([*source(video), "-vn", tmp_path / "a.m4a"], on_progress=heard.append, **ENOUGH)

    assert heard == sorted(heard)
    assert heard[-1] >= 1900


def test_who_listens_can_stop_it(tmp_path):
    def stop(ms):
        raise KeyError("stop")

    with pytest.raises(KeyError):
        encode([*ENDLESS, "-f", "null", "-"], on_progress=stop, **ENOUGH)


@pytest.mark.parametrize(
    ("arguments", "limits", "refusal"),
    [
        (["-f", "null", "-"], {"seconds": 0.5}, EncodingTooSlow),
        (["-c:v", "rawvideo", "OUT.avi"], {"file_bytes": 100_000}, EncodingTooBig),
        (["-c:v", "libx264", "OUT.mp4"], {"memory_bytes": 350_000_000}, EncodingTooHeavy),
        # Enough for the pictures, too little for the threads.
        (["-c:v", "libx264", "OUT.mp4"], {"memory_bytes": 440_000_000}, EncodingTooHeavy),
        (["-c:v", "rawvideo", "-f", "rawvideo", "/dev/full"], {}, NoSpaceLeft),
        (["-no_such_option", "OUT.mp4"], {}, EncodingFailed),
    ],
)
def test_what_goes_beyond_its_limits_is_stopped_and_named(tmp_path, arguments, limits, refusal):
    arguments = [str(tmp_path / name) if "OUT" in name else name for name in arguments]
    big = ["-f", "lavfi", "-i", "testsrc2=size=3840x2160:rate=10"]

    with pytest.raises(refusal) as stopped:
        encode([*big, *arguments], **(ENOUGH | limits))

    assert type(stopped.value) is refusal
    assert str(stopped.value)


def test_the_package_serves_where_there_is_none_on_path(monkeypatch, tmp_path, video):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "imageio_ffmpeg" in str(ffmpeg())
    assert probe(video).video.codec == "h264"


def test_without_any_it_is_said(monkeypatch, tmp_path, video):
    def none():
        raise RuntimeError

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", none)

    assert ffmpeg() is None
    assert probe(video) is None
    with pytest.raises(EncoderMissing):
        encode(["-i", "a"], **ENOUGH)


def test_a_program_gets_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "not for others")

    ended = run(
        [sys.executable, "-c", "import os; print(sorted(os.environ))"],
        limits=Limits(seconds=10, memory_bytes=500_000_000),
    )

    assert ended.well
    assert "SECRET_KEY" not in ended.said


def test_a_program_ends_with_who_started_it(tmp_path):
    """A killed worker leaves no ffmpeg behind."""
    note = tmp_path / "pid"
    inner = f"import os, time; open({str(note)!r}, 'w').write(str(os.getpid())); time.sleep(60)"
    outer = (
        "import sys; from webinar.recordings.limited import Limits, run; "
        f"run([sys.executable, '-c', {inner!r}], limits=Limits(60, 500_000_000))"
    )
    worker = subprocess.Popen([sys.executable, "-c", outer])
    pid = int(_when(lambda: note.exists() and note.read_text()))

    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    _when(lambda: not _lives(pid))
    assert not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _when(ask):
    for _ in range(200):
        if answer := ask():
            return answer
        time.sleep(0.05)
    raise AssertionError("waited in vain")
