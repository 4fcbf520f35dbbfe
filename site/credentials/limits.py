"""How often the whole site answers for codes that do not exist.

One limit for everybody, since a network address is often shared and never kept. Codes that exist are
always answered, so nobody can shut out an honest reader by guessing.
"""

from datetime import datetime

from django.core.cache import cache

UNKNOWN_CODES_A_MINUTE = 60


def too_many_unknown(now: datetime) -> bool:
    """Count one more unknown code; say whether this minute has had its share."""
    return not unknown_allowed(1, now)


def unknown_allowed(count: int, now: datetime) -> bool:
    """Count so many more unknown codes; say whether this minute still had room for all of them."""
    if count == 0:
        return True
    key = f"credentials:unknown:{now:%Y%m%d%H%M}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key, count) <= UNKNOWN_CODES_A_MINUTE
    except ValueError:
        # The cache let go of the count between the two lines: these are the first again.
        return count <= UNKNOWN_CODES_A_MINUTE
