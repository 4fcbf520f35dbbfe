"""Run as a script by `limited.run`: set the limits, then become the program. Needs nothing of ours.

Arguments: bytes of memory, bytes a written file may have (0: no limit), seconds of processor time,
the id of the process that started it, the program, its arguments.
"""

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress

NICENESS = 10
PR_SET_PDEATHSIG = 1


def limit(kind: int, most: int) -> None:
    # Not every system knows every limit (macOS has none on memory); the clock of the parent remains.
    with suppress(ValueError, OSError):
        resource.setrlimit(kind, (most, most))


def end_with(parent: int) -> None:
    """Linux: the system ends this process when its parent is gone."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def main(memory: str, file_size: str, seconds: str, parent: str, *command: str) -> None:
    end_with(int(parent))
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_AS, int(memory))
    limit(resource.RLIMIT_CPU, int(seconds))
    if int(file_size):
        limit(resource.RLIMIT_FSIZE, int(file_size))
    # Readers' pages go before renditions.
    os.nice(NICENESS)
    os.execv(command[0], command)  # noqa: S606 -- the very purpose; no shell


if __name__ == "__main__":
    main(*sys.argv[1:])
