"""Production settings, with the yardstick added to the addresses and nothing else changed."""

from config.settings.production import *  # noqa: F403 -- settings are differences
from config.settings.production import DATA_DIR

ROOT_URLCONF = "tests.bench.urls"
# Collecting and compressing takes longer than the measurement: kept from run to run.
STATIC_ROOT = DATA_DIR.parent / "static"
