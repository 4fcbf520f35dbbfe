"""Uploads by people without an account: what is too large is refused without looking into it."""

from django.http import HttpRequest

# Of a larger one so much is read away: a browser that is still sending does not read our answer.
MAX_READ_AWAY_BYTES = 64 * 1024 * 1024
CHUNK = 64 * 1024


def is_too_large(request: HttpRequest, most: int) -> bool:
    """Whether more is sent than `most` bytes; it is then read away, and none of it kept."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) <= most:
        return False
    left = min(int(length), MAX_READ_AWAY_BYTES)
    while left > 0 and (chunk := request.read(min(CHUNK, left))):
        left -= len(chunk)
    return True
