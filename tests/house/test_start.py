"""`make run` from nothing, and the one clear line for each thing that may be missing."""

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
START = ROOT / "site" / "config" / "start.py"


def start(*arguments: str, python: str = sys.executable, **variables: str):
    return subprocess.run(
        [python, str(START), *arguments],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def one_line(done: subprocess.CompletedProcess) -> str:
    """What was said, when it is one line, and the start was given up."""
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_an_old_python_can_read_the_starter_and_is_told_its_age(tmp_path):
    source = START.read_text("utf-8")
    ast.parse(source, feature_version=(3, 6))
    pretended = tmp_path / "start.py"
    pretended.write_text(source.replace("OLDEST = (3, 11)", "OLDEST = (4, 0)"), "utf-8")

    done = subprocess.run(
        [sys.executable, str(pretended)], capture_output=True, text=True, check=False
    )

    assert re.match(r"Python 4\.0 or newer is needed; this is 3\.", one_line(done))


def test_missing_venv_module_is_named_with_the_line_that_installs_it(tmp_path):
    """As on Debian without python3-venv, seen from a clone that has no environment yet."""
    place = tmp_path / "site" / "config"
    place.mkdir(parents=True)
    blocked = START.read_text("utf-8").replace(
        '("venv", "ensurepip")', '("venv", "a_module_that_is_not_there")'
    )
    (place / "start.py").write_text(blocked, "utf-8")

    done = subprocess.run(
        [sys.executable, str(place / "start.py"), "install"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "apt install python3-venv" in one_line(done)


def test_port_in_use_is_told_with_another_to_choose(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        line = one_line(start("run", PORT=str(port), DATA_DIR=str(tmp_path)))

    assert line.startswith(f"Port {port} is in use.")
    assert "make run PORT=" in line


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_port_that_is_none_is_told(tmp_path, port):
    assert "PORT must be a number" in one_line(start("run", PORT=port, DATA_DIR=str(tmp_path)))


def test_folder_that_cannot_be_written_is_named():
    line = one_line(start("run", DATA_DIR="/proc/nowhere"))

    assert line.startswith("The folder /proc/nowhere cannot be written")
    assert "DATA_DIR=" in line


def make_python(path: Path, *arguments: str) -> str:
    """What `make` says of the Python it is given or finds, beside its own last line."""
    done = subprocess.run(
        [shutil.which("make"), "-C", str(ROOT), "python", *arguments],
        env={"PATH": str(path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    line, of_make = [said for said in done.stderr.splitlines() if " directory " not in said]
    assert of_make.startswith("make")
    return line


def test_makefile_says_once_which_python_is_needed(tmp_path):
    (tmp_path / "sh").symlink_to(shutil.which("sh"))

    assert "Python 3.11 or newer is needed (found: none)" in make_python(tmp_path)


def test_makefile_tells_a_python_too_old_to_read_the_starter_its_age(tmp_path):
    old = tmp_path / "python2"
    pretended = "import sys; sys.version_info = (2, 7, 18); sys.version = '2.7.18 (old)'"
    old.write_text(f'#!/bin/sh\n[ "$1" = -c ] && exec {sys.executable} -c "{pretended}; $2"\n')
    old.chmod(0o755)

    line = make_python(Path(os.environ["PATH"]), f"PYTHON={old}")

    assert line.startswith("Python 3.11 or newer is needed; this is 2.7.18.")


def test_full_disk_is_told_in_one_line(transactional_db, settings):
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own limit stands for the disk's.")
    settings.DEMO_PASSWORD = "a-password-of-the-tests"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            with pytest.raises(CommandError, match="The disk is full. Make room"):
                call_command("prepare")
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")


class Run:
    """A `make run` that is under way."""

    def __init__(self, clone: Path, port: int, cache: Path) -> None:
        self.started = time.monotonic()
        self.said: list[str] = []
        self.process = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env=os.environ | {"PIP_CACHE_DIR": str(cache), "DATA_DIR": str(clone / "var")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=lambda: self.said.extend(self.process.stdout))
        self.reader.start()

    def seconds_to(self, words: str, limit: float) -> float:
        while time.monotonic() - self.started < limit and self.process.poll() is None:
            if any(words in line for line in self.said):
                return time.monotonic() - self.started
            time.sleep(0.05)
        pytest.fail("".join(self.said))

    def child(self, words: str) -> int:
        (starter,) = children_of(self.process.pid)
        return next(pid for pid in children_of(starter) if words in command_of(pid))

    def stop(self) -> None:
        """Ctrl-C, as a terminal sends it."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(60)
        self.reader.join(5)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str) -> str:
    """The page, also one that says that there is none."""
    try:
        answer = urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        return answer.read().decode()


@pytest.mark.long
def test_empty_clone_with_an_empty_cache_runs_and_runs_again_soon(tmp_path):
    clone, port = tmp_path / "clone", free_port()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)

    # Stopped half-way through the first start: nothing is said that frightens, nothing goes on alone.
    stopped = Run(clone, port, tmp_path / "cache")
    try:
        stopped.seconds_to("Recording and slides", 600)
        preparing = stopped.child("prepare")
    finally:
        stopped.stop()
    assert not any("Traceback" in line for line in stopped.said)
    assert not Path(f"/proc/{preparing}").exists()

    first = Run(clone, port, tmp_path / "cache")
    try:
        first.seconds_to("Ctrl-C stops it.", 600)
        assert "</html>" in get(port, "/")
        assert "--color-" in get(port, "/static/css/site.css")
        assert 'href="/campagnes/zorgen/" hreflang="nl"' in get(port, "/fr/campagnes/zorgen/")
        assert any(f"http://127.0.0.1:{port}/" in line for line in first.said)
        assert any("professional@example.org" in line for line in first.said)
    finally:
        first.stop()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "something still answers"

    # A folder that was moved or half made is mended, not a reason to stop.
    (clone / ".venv" / "bin" / "python").unlink()
    mended = Run(clone, port, tmp_path / "cache")
    try:
        mended.seconds_to("Ctrl-C stops it.", 600)
    finally:
        mended.stop()
    assert any("incomplete or was moved" in line for line in mended.said)

    again = Run(clone, port, tmp_path / "cache")
    try:
        # Ten seconds on a quiet machine; a busy one is not what this test is about.
        again.seconds_to("The site is at", 60)
        assert not any("Installing" in line for line in again.said)
        # A part that dies stops the rest, with a line that names it.
        os.kill(again.child("db_worker"), signal.SIGKILL)
        again.process.wait(60)
    finally:
        again.stop()
    assert again.process.returncode != 0
    assert any("The background worker stopped by itself" in line for line in again.said)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
