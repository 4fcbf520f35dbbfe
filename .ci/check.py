#!/usr/bin/env python3
"""`make check`: everything that can be said of the tree without running a test, two at a time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ("site", "learning", "webinar", "quizzes")
PYTHON = sys.executable
# The slow one first.
CHECKS = {
    "types": [PYTHON, "-m", "mypy", *CODE],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "floors": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    "templates": [PYTHON, "-m", "djlint", "--lint", "--quiet", "templates"],
    "settings": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": [PYTHON, ".ci/messages.py", "check"],
}
ENVIRONMENT = os.environ | {
    "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
    "DJANGO_SETTINGS_MODULE": "config.settings.test",
    "PYTHONWARNINGS": "default",
    # Nothing here asks a database, whatever server stands beside it.
    "DATABASE_URL": "",
}


def main(chosen: list[str]) -> int:
    checks = {name: CHECKS[name] for name in chosen} if chosen else CHECKS
    with ThreadPoolExecutor(max_workers=2) as pool:
        passed = list(pool.map(run, checks, checks.values()))
    return 0 if all(passed) else 1


def run(name: str, command: list[str]) -> bool:
    start = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    lines = [f"{name:<12} {word} ({time.monotonic() - start:.1f} s)"]
    if done.returncode:
        lines += [done.stdout.rstrip(), done.stderr.rstrip()]
    print("\n".join(lines), flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
