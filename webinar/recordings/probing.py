"""Ask a media file how long it lasts, where ffprobe is at hand."""

import shutil
import subprocess
from pathlib import Path

SECONDS_TO_ANSWER = 30


def duration_of(path: Path) -> int | None:
    """Milliseconds, or None: no ffprobe on this machine, or no media file."""
    program = shutil.which("ffprobe")
    if program is None:
        return None
    command = [program, "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"]
    try:
        answer = subprocess.run(  # noqa: S603 -- a fixed program, our own arguments, no shell
            [*command, f"file:{path}"],
            capture_output=True,
            text=True,
            timeout=SECONDS_TO_ANSWER,
            check=True,
        )
        length = round(float(answer.stdout.strip()) * 1000)
    except (subprocess.SubprocessError, ValueError):
        return None
    return length if length > 0 else None
