"""Find the moments at which the picture changes: where a slide show goes to its next slide."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from .cutting import seconds_allowed
from .encoding import encode
from .encoding import source as reading
from .moments import MS_A_SECOND

# ffmpeg's measure of how much of the picture is new, 0 to 1. Between two slides of one template it is
# small; a head that moves in a corner is smaller still once the picture is made small.
NEW_ENOUGH = 0.02
# Two changes within this time are one: a slide that fades or builds up.
APART_MS = 2_000
MEMORY = 1_500_000_000
_MOMENT = re.compile(r"pts_time:(\d+(?:\.\d+)?)")


def scene_changes(
    path: Path, duration_ms: int, on_progress: Callable[[int], object] | None = None
) -> list[int]:
    """Milliseconds at which a new picture stands, without the first. Raises EncodingFailed and
    EncoderMissing.
    """
    with TemporaryDirectory() as folder:
        written = Path(folder) / "moments.txt"
        look = f"fps=4,scale=160:-2,select='gt(scene,{NEW_ENOUGH})',metadata=print:file={written}"
        encode(
            [*reading(path), "-map", "0:v:0", "-vf", look, "-an", "-sn", "-f", "null", "-"],
            seconds=seconds_allowed(duration_ms),
            memory_bytes=MEMORY,
            on_progress=on_progress,
        )
        text = written.read_text(encoding="ascii") if written.exists() else ""
    return apart(round(float(found) * MS_A_SECOND) for found in _MOMENT.findall(text))


def apart(moments: Iterable[int]) -> list[int]:
    """The first of each run of moments that lie close together."""
    kept: list[int] = []
    latest = -APART_MS
    for moment in sorted(moments):
        if moment - latest >= APART_MS:
            kept.append(moment)
        latest = moment
    return kept
