"""The tests' settings for a server in a process of its own, on the database of the test that starts it."""

import os
from pathlib import Path

from config.settings.test import *  # noqa: F403 -- settings are differences
from config.settings.test import DATABASES, SQLITE_PRAGMAS

DATA_DIR = Path(os.environ["TEST_FOLDER"])
DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # What is acknowledged has reached the disk, as in use.
    DATABASES["default"]["OPTIONS"]["init_command"] = SQLITE_PRAGMAS
