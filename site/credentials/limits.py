"""How often the whole site answers for codes that do not exist.

One limit for everybody, since a network address is often shared and never kept. Codes that exist are
always answered, so nobody can shut out an honest reader by guessing.
"""

from datetime import datetime

from django.core.cache import cache

UNKNOWN_CODES_A_MINUTE = 60


def too_many_unknown(now: datetime) -> bool:
    """Count one more unknown code; say whether this minute has had its share."""
    return unknown_allowed(1, now) == 0


def unknown_allowed(count: int, now: datetime) -> int:
    """Count so many more unknown codes; say for how many of them this minute still has room."""
    if count == 0:
        return 0
    key = f"credentials:unknown:{now:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        before = cache.incr(key, count) - count
    except ValueError:
        # The cache let go of the count between the two lines: these are the first again.
        before = 0
    return max(0, min(count, UNKNOWN_CODES_A_MINUTE - before))
