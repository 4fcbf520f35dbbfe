"""Run another program within limits of time, memory and size, on what strangers made.

The program runs in a session of its own with a bare environment (no secret of ours), a lower
priority, and ends when this process ends.
"""

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Timer

START = Path(__file__).with_name("limited_start.py")
LINES_KEPT = 200
LONGEST_LINE = 64 * 1024
# Processor time is counted over all threads.
CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Limits:
    """`memory_bytes` is address space (RLIMIT_AS); `file_bytes` is the size of any file it writes."""

    seconds: float
    memory_bytes: int
    file_bytes: int = 0


@dataclass(frozen=True)
class Ended:
    """How a program ended: its exit status (negative: the signal) and the last lines it wrote."""

    status: int
    said: str
    out_of_time: bool

    @property
    def well(self) -> bool:
        return self.status == 0 and not self.out_of_time


def run(
    command: Sequence[str | Path],
    *,
    limits: Limits,
    on_line: Callable[[str], object] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run it to its end. `on_line` gets each line as it is written; when it raises, the program is
    ended and the error goes on.
    """
    process = subprocess.Popen(  # noqa: S603 -- programs and arguments of our own, no shell
        [sys.executable, "-I", "-S", str(START), *_numbers(limits), *map(str, command)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=_bare() | dict(environment or {}),
        start_new_session=True,
    )
    late = Event()
    timer = Timer(limits.seconds, _end_late, [process, late])
    timer.daemon = True
    timer.start()
    said: deque[str] = deque(maxlen=LINES_KEPT)
    try:
        for line in _lines(process):
            said.append(line)
            if on_line:
                on_line(line)
        status = process.wait()
    finally:
        timer.cancel()
        _kill(process)
        process.wait()
    return Ended(status=status, said="\n".join(said), out_of_time=late.is_set())


def _lines(process: subprocess.Popen[bytes]) -> Iterator[str]:
    assert process.stdout is not None  # asked for above
    with process.stdout as written:
        for raw in iter(lambda: written.readline(LONGEST_LINE), b""):
            yield raw.decode("utf-8", "replace").rstrip("\r\n")


def _end_late(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    _kill(process)


def _numbers(limits: Limits) -> list[str]:
    processor = int(limits.seconds * CORES) + 1
    numbers = (limits.memory_bytes, limits.file_bytes, processor, os.getpid())
    return [str(number) for number in numbers]


def _bare() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return {"LANG": "C.UTF-8"} | kept


def _kill(process: subprocess.Popen[bytes]) -> None:
    """It and whatever it started; they share a session."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
