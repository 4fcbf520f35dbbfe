"""A time stamping service that gives no answer is left alone for a while, by every process at once.

Each try in vain holds the worker for the whole time-out, and every mail with it. So after each the next
one waits longer, up to `LONGEST`; meanwhile documents wait without asking.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache

FIRST = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
KEY = "credentials:stamping-rests"


def rests(now: datetime) -> bool:
    """Whether a service is named in the settings that is not to be asked at this moment."""
    if not settings.CERTIFICATE_TIMESTAMP_URL:
        return False
    found = cache.get(KEY)
    return found is not None and now < found[1]


def note_silence(now: datetime) -> datetime:
    """It gave no answer: it rests, each time twice as long. Says until when."""
    found = cache.get(KEY)
    times = found[0] if found else 0
    until = now + min(FIRST * 2 ** min(times, 10), LONGEST)
    # Known for as long again, so that the next silence is the next one and not the first.
    cache.set(KEY, (times + 1, until), timeout=(2 * LONGEST).total_seconds())
    return until


def note_answer() -> None:
    """It stamps: nothing waits for it any more."""
    if settings.CERTIFICATE_TIMESTAMP_URL:
        cache.delete(KEY)
