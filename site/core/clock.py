"""The clock. Services take the moment as an argument; entrances (views, tasks, commands) ask here."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

BRUSSELS = ZoneInfo("Europe/Brussels")
# What an editor can mean; far beyond it a moment cannot be told in another time zone.
YEARS = range(2000, 2101)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now()
