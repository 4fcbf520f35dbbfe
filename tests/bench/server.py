"""A fresh site with the demo content, and the production server in front of it."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
WORKERS = 2
GRANIAN = [
    *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
    *("--workers", str(WORKERS), "--blocking-threads", "2"),
    *("--no-access-log", "--log-level", "warning"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(port: int) -> dict[str, str]:
    """What a production site is given, for this machine."""
    return {
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DATA_DIR": str(FOLDER / "data"),
        "SECRET_KEY": "for-the-benchmark-only-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"https://127.0.0.1:{port}",
        "EMAIL_URL": "dummymail://",
        "BEHIND_PROXY": "true",
        "DEMO_PASSWORD": "for-the-benchmark-only",
        "LOG_LEVEL": "WARNING",
    }


def build() -> None:
    """The database, the demo content and the collected files, from nothing."""
    shutil.rmtree(FOLDER / "data", ignore_errors=True)
    (FOLDER / "data").mkdir(parents=True)
    for command in (
        ["migrate", "--verbosity=0", "--no-input"],
        ["demo"],
        ["collectstatic", "--verbosity=0", "--no-input"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


@contextmanager
def serving(port: int) -> Iterator[None]:
    server = subprocess.Popen([*GRANIAN, "--port", str(port), "config.wsgi:application"], cwd=ROOT)
    try:
        _wait(port, server)
        yield
    finally:
        server.terminate()
        server.wait(15)


def _wait(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"X-Forwarded-Proto": "https"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise SystemExit("The server did not start.")
