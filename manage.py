#!/usr/bin/env python
"""Django's command line, with `site/` on the path (it is a source root, not a package)."""

import gc
import os
import sys
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "site"))


def main() -> None:
    # Which settings are meant may stand in .env too, and the settings themselves read it too late for that.
    environ.Env.read_env(ROOT / ".env")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- path first

    # Migrations build hundreds of thousands of objects that stay: looked through less often for what
    # may go, they take a third less time.
    gc.set_threshold(100_000, 50, 100)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
