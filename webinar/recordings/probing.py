"""Ask a media file what is in it."""

import re
from dataclasses import dataclass
from pathlib import Path

from .encoding import encode, ffmpeg, source
from .enums import FileFormat
from .errors import EncodingFailed, EncodingTooSlow
from .limited import Limits, run
from .moments import LONGEST_MS

PROBE = Limits(seconds=30, memory_bytes=1_500_000_000)
# Reading every packet of 2 GB from a slow disk.
SECONDS_TO_READ = 300

# What `ffmpeg -i` writes about its input; a name or title inside the file is indented deeper.
_DURATION = re.compile(r"^  Duration: (\d+):(\d\d):(\d\d)\.(\d\d)", re.MULTILINE)
_STREAM = re.compile(
    r"^  Stream #0:\d+(?:\[\w+\])?(?:\(\w+\))?: (?P<type>Video|Audio): (?P<codec>\w+)(?P<rest>.*)$",
    re.MULTILINE,
)
_SIZE = re.compile(r", (\d{2,5})x(\d{2,5})[, ]")
_PIXELS = re.compile(r", (yuv\w+|gray\w*|rgb\w+|gbr\w+|nv12)")
_COVER = "(attached pic)"


@dataclass(frozen=True)
class Stream:
    """One picture or sound stream. `codec` as ffmpeg names it (h264, aac); no size for sound."""

    codec: str
    width: int = 0
    height: int = 0
    pixels: str = ""


@dataclass(frozen=True)
class MediaFacts:
    """`duration_ms` is what the file says of itself (to 10 ms); None where it does not, or lies."""

    duration_ms: int | None
    video: Stream | None
    audio: Stream | None


def probe(path: Path, *, demuxer: str = "") -> MediaFacts | None:
    """What ffmpeg reads in the head of the file; None: no ffmpeg, or no picture or sound in it.

    Raises EncodingTooSlow.
    """
    program = ffmpeg()
    if program is None:
        return None
    ended = run([program, "-hide_banner", "-nostdin", *source(path, demuxer=demuxer)], limits=PROBE)
    if ended.out_of_time:
        raise EncodingTooSlow
    facts = _read(ended.said)
    return facts if facts.video or facts.audio else None


def measure(path: Path, *, demuxer: str = "") -> int | None:
    """How many milliseconds of it can be played, from reading all of it; None where nothing can.

    Raises EncoderMissing.
    """
    reached = [0]
    try:
        encode(
            [*source(path, demuxer=demuxer), "-map", "0:v:0?", "-map", "0:a:0?"]
            + ["-c", "copy", "-f", "null", "-"],
            seconds=SECONDS_TO_READ,
            memory_bytes=PROBE.memory_bytes,
            on_progress=reached.append,
        )
    except EncodingFailed:
        return None
    return reached[-1] or None


def length_of(path: Path, found: FileFormat, facts: MediaFacts) -> int | None:
    """How many milliseconds it lasts: what it says of itself, else what reading it through tells.

    An MP3 without a count of its frames only lets one guess from its size, so each is read through.
    Raises EncoderMissing.
    """
    if facts.duration_ms and found != FileFormat.MP3:
        return facts.duration_ms
    return measure(path, demuxer=found.demuxer) or facts.duration_ms


def duration_of(path: Path) -> int | None:
    """Milliseconds, or None: no ffmpeg on this machine, or no media file."""
    facts = probe(path)
    return facts.duration_ms if facts else None


def _read(said: str) -> MediaFacts:
    streams: dict[str, Stream] = {}
    for match in _STREAM.finditer(said):
        if _COVER not in match["rest"]:
            streams.setdefault(match["type"], _stream(match["codec"], match["rest"]))
    return MediaFacts(
        duration_ms=_duration(said), video=streams.get("Video"), audio=streams.get("Audio")
    )


def _stream(codec: str, rest: str) -> Stream:
    size, pixels = _SIZE.search(rest + ","), _PIXELS.search(rest)
    return Stream(
        codec=codec,
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        pixels=pixels[1] if pixels else "",
    )


def _duration(said: str) -> int | None:
    match = _DURATION.search(said)
    if match is None:
        return None
    hours, minutes, seconds, hundredths = map(int, match.groups())
    length = (((hours * 60 + minutes) * 60 + seconds) * 100 + hundredths) * 10
    return length if 0 < length < LONGEST_MS else None
