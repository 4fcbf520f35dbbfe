"""The web server's entrance."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

# Whoever holds the database's write lock must not wait five milliseconds for the interpreter's.
sys.setswitchinterval(0.0005)

import django  # noqa: E402 -- the path comes first

django.setup(set_prefix=False)

from core.text_encoding import Utf8Handler  # noqa: E402 -- the settings come first

application = Utf8Handler()
