#!/usr/bin/env python3
"""Find a Chromium for the browser tests, or install one; prints its path.

In this order: CHROMIUM in the environment, one on PATH, Debian's package when this is root,
Playwright's own download where the network offers it. Fails with the line that installs it.

The headless shell comes first: the same browser without windows of its own, for less than half the
processor's time. Playwright, too, takes it for what nobody sees.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PACKAGES = ("chromium-headless-shell", "chromium")
MISSING = (
    "The browser tests need Chromium. Install it with: apt install chromium-headless-shell"
    " (or: .venv/bin/playwright install --with-deps chromium), or point CHROMIUM at one."
)


def main() -> int:
    path = find() or (from_debian() and find()) or from_playwright()
    if not path:
        print(MISSING, file=sys.stderr)
        return 1
    print(path)
    return 0


def find() -> str | None:
    """A Chromium that is there already."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return shutil.which(chosen)
    return next((path for name in NAMES if (path := shutil.which(name))), None) or downloaded()


def downloaded() -> str | None:
    """The one Playwright downloaded earlier."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- may be absent
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def from_debian() -> bool:
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        return False
    print("Installing Debian's chromium …", file=sys.stderr)
    quiet = {"stdout": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    subprocess.call(["apt-get", "update"], env=environment, **quiet)
    # Older Debians have the whole browser only.
    return any(
        subprocess.call([*install, package], env=environment, **quiet) == 0 for package in PACKAGES
    )


def from_playwright() -> str | None:
    print("Asking Playwright to download Chromium …", file=sys.stderr)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        return None
    return downloaded() if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
