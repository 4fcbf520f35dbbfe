"""Times in a recording as people write them (12:04, 1:02:03) and as we keep them (milliseconds)."""

import re

_SHAPE = re.compile(r"^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?$")


def read_timecode(text: str) -> int:
    """Milliseconds. Raises ValueError when the text is not mm:ss or h:mm:ss (tenths allowed)."""
    found = _SHAPE.match(text.strip())
    if found is None:
        raise ValueError(text)
    hours, minutes, seconds, fraction = found.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def timecode(milliseconds: int) -> str:
    """As people write it; parts of a second only where there are any."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"
    return f"{text}.{rest:03}" if rest else text
