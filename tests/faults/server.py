"""The production server and the background worker in processes of their own, that can be killed.

As a power cut would: nobody is told, nothing is tidied up.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60.0
ANSWERS_WITHIN = 30.0


class Server:
    """Granian with two workers on a port of its own; `kill` ends all its processes at once."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--workers", "2", "--blocking-threads", "2"),
                *("--no-access-log", "--log-level", "error", "config.wsgi:application"),
            ],
            cwd=ROOT,
            env=_environment(),
            start_new_session=True,
        )
        end = time.monotonic() + STARTS_WITHIN
        while self.ask("GET", "/healthz") != 200:
            if time.monotonic() > end or self._process.poll() is not None:
                raise AssertionError("The server did not start.")
            time.sleep(0.1)

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> int | None:
        """The status; None when the connection broke, so that nobody knows what was done."""
        found = self.answer(method, path, body, headers)
        return found and found[0]

    def answer(self, method, path, body="", headers=None) -> tuple[int, str, str] | None:
        """Status, text and the address it leads to; None when the connection broke."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWERS_WITHIN)
        try:
            connection.request(method, path, body.encode(), headers or {})
            response = connection.getresponse()
            return response.status, response.read().decode(), response.getheader("Location", "")
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Worker:
    """The background worker as the site runs it; `kill` ends it whatever it is doing."""

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "db_worker", "--no-reload", "--interval", "0.5"],
            cwd=ROOT,
            env=_environment(),
            start_new_session=True,
        )

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def working():
    worker = Worker()
    worker.start()
    try:
        yield worker
    finally:
        worker.kill()


@contextmanager
def running():
    server = Server()
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _environment() -> dict[str, str]:
    """The test's own database and its folder, in which the keys stand."""
    return os.environ | {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_FOLDER": str(settings.DATA_DIR),
    }
