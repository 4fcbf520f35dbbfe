"""What ffmpeg is told to take parts out of a file. Knows no database.

Both streams are taken apart at the same moments and put together again without the cuts. Every frame
keeps its own time less what was cut before it, so that many cuts do not drift; sound is cut to the
sample.
"""

from collections.abc import Sequence
from pathlib import Path

from .encoding import source as reading
from .moments import MS_A_SECOND, seconds
from .timeline import Span, Timeline

# A picture that stands still for long has few frames: between two of them there is nothing to cut.
FRAMES_A_SECOND = 25
VIDEO = ("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p")
SOUND = ("-c:a", "aac", "-b:a", "96k")
WIDEST_STILL = 1280


def cut_arguments(
    source: Path, target: Path, timeline: Timeline, *, has_video: bool, has_sound: bool
) -> list[str]:
    """Write `target` (MP4 or M4A): what is kept of `source`, and nothing of its names and marks."""
    graphs, outputs = [], []
    if has_video:
        graphs.append(_picture(timeline.kept, timeline.removed))
        outputs += ["-map", "[picture]", *VIDEO, "-fps_mode", "passthrough"]
    if has_sound:
        graphs.append(_sound(timeline.kept))
        outputs += ["-map", "[sound]", *SOUND]
    return [
        *reading(source),
        "-filter_complex",
        ";".join(graphs),
        *outputs,
        *("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"),
        *("-movflags", "+faststart", "-f", "mp4", f"file:{target}"),
    ]


def still_arguments(source: Path, target: Path, at_ms: int) -> list[str]:
    """Write `target` (WebP): the picture of `source` at a moment."""
    scale = f"scale='min({WIDEST_STILL},iw)':-2"
    return [
        *("-ss", seconds(at_ms), *reading(source), "-map", "0:v:0", "-frames:v", "1"),
        *("-vf", scale, "-c:v", "libwebp", "-quality", "82", "-f", "webp", f"file:{target}"),
    ]


def _picture(kept: Sequence[Span], removed: Sequence[Span]) -> str:
    chosen = "+".join(f"gte(t,{seconds(start)})*lt(t,{seconds(end)})" for start, end in kept)
    earlier = "+".join(f"gte(T,{seconds(end)})*{seconds(end - start)}" for start, end in removed)
    return (
        f"[0:v:0]fps={FRAMES_A_SECOND},select='{chosen}',setpts='PTS-({earlier or 0})/TB'[picture]"
    )


def _sound(kept: Sequence[Span]) -> str:
    names = "".join(f"[part{number}]" for number in range(len(kept)))
    split = f"[0:a:0]aresample=async=1:first_pts=0,asplit={len(kept)}" + "".join(
        f"[whole{number}]" for number in range(len(kept))
    )
    parts = [
        f"[whole{number}]atrim={seconds(start)}:{seconds(end)},asetpts=PTS-STARTPTS[part{number}]"
        for number, (start, end) in enumerate(kept)
    ]
    return ";".join([split, *parts, f"{names}concat=n={len(kept)}:v=0:a=1[sound]"])


def seconds_allowed(duration_ms: int) -> int:
    """How long the work on a recording may take before it is stopped: four times its length."""
    return 120 + 4 * duration_ms // MS_A_SECOND
