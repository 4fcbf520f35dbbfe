"""ffmpeg: where it is, and running it within limits."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import imageio_ffmpeg

from .errors import (
    EncoderMissing,
    EncodingFailed,
    EncodingTooBig,
    EncodingTooHeavy,
    EncodingTooSlow,
    NoSpaceLeft,
)
from .limited import Ended, Limits, run

QUIET = ("-hide_banner", "-nostdin", "-nostats", "-v", "error", "-y")
PROGRESS = ("-progress", "pipe:1")
MICROSECONDS = "out_time_us="
# What ffmpeg writes, whatever its exit status: some versions end well on a full disk.
NO_SPACE = "No space left on device"
TOO_BIG = "File too large"
# The library's words, x264's, the loader's and Python's. The last are all that is said when x264 can
# start no thread for want of memory; our arguments are the same for every file, so that nothing else
# keeps an encoder from opening.
NO_MEMORY = (
    "Cannot allocate memory",
    "malloc of size",
    "failed to map segment",
    "MemoryError",
    "Error while opening encoder",
)


def ffmpeg() -> Path | None:
    """The program on PATH, else the one of the imageio-ffmpeg package, else None."""
    found = shutil.which("ffmpeg")
    if found:
        return Path(found)
    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return None


def source(path: Path, *, demuxer: str = "") -> list[str]:
    """The arguments that read `path`: this file and nothing it points to, on disk or network.

    With `demuxer` it is read as that and nothing else: a play list named .mp4 is no recording.
    """
    forced = ["-f", demuxer] if demuxer else []
    return ["-protocol_whitelist", "file", *forced, "-i", f"file:{path}"]


def encode(
    arguments: Sequence[str | Path],
    *,
    seconds: float,
    memory_bytes: int,
    on_progress: Callable[[int], object] | None = None,
    file_bytes: int = 0,
) -> str:
    """Run ffmpeg with these arguments, existing output files overwritten; what it wrote last.

    `seconds` is wall-clock time, `memory_bytes` address space, `file_bytes` the size of any written
    file (0: no limit). `on_progress(ms)` hears how far the output is; what it raises ends ffmpeg and
    goes on. Raises EncoderMissing and EncodingFailed or one of its kinds, each with a message for
    the screen. What was written is the caller's to remove.
    """
    program = ffmpeg()
    if program is None:
        raise EncoderMissing
    ended = run(
        [program, *QUIET, *PROGRESS, *arguments],
        limits=Limits(seconds, memory_bytes, file_bytes),
        on_line=_listener(on_progress),
    )
    refuse_unless_well(ended)
    return ended.said


def _listener(on_progress: Callable[[int], object] | None) -> Callable[[str], object] | None:
    if on_progress is None:
        return None

    def hear(line: str) -> None:
        if line.startswith(MICROSECONDS) and line[len(MICROSECONDS) :].isdigit():
            on_progress(int(line[len(MICROSECONDS) :]) // 1000)

    return hear


def refuse_unless_well(ended: Ended) -> None:
    """Raises the kind of EncodingFailed that says why a program did not end well."""
    if ended.out_of_time:
        raise EncodingTooSlow
    if NO_SPACE in ended.said:
        raise NoSpaceLeft
    if TOO_BIG in ended.said:
        raise EncodingTooBig
    if any(words in ended.said for words in NO_MEMORY):
        raise EncodingTooHeavy
    if not ended.well:
        raise EncodingFailed
