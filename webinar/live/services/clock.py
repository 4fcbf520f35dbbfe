"""What happens to seats by the passing of time."""

from datetime import datetime

from .registering import release_holds
from .sessions import show_as_past
from .waiting import expire_offers


def seats_by_the_clock(now: datetime) -> None:
    """Free what was held or offered too long, offer it on, and move sessions that are over to the past."""
    release_holds(now=now)
    expire_offers(now=now)
    show_as_past(now=now)
