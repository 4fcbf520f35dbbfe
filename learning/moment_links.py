"""The address of a second of a recording: the lesson that shows it, with `?t=` in seconds."""

from .outline import Segment

MOMENT = "t"
LARGEST_MOMENT_MS = 2**31 - 1


def moment_link(lesson_url: str, at_ms: int, segment: Segment) -> str:
    """`…/les/?t=754.2#opname-3-90000`: on the recording's own timeline, at its player."""
    seconds = f"{at_ms // 1000}.{at_ms % 1000:03}".rstrip("0").rstrip(".")
    return f"{lesson_url}?{MOMENT}={seconds}#{anchor(segment)}"


def anchor(segment: Segment) -> str:
    """Tells apart two players of one lesson."""
    return f"opname-{segment.recording_id}-{segment.start_ms}"


def read_moment(text: str | None) -> int | None:
    """The milliseconds that `?t=` names; None for nothing and for what is no moment."""
    whole, _, fraction = (text or "").partition(".")
    digits = whole + fraction
    if not whole or len(whole) > 7 or not (digits.isascii() and digits.isdigit()):
        return None
    return min(int(whole) * 1000 + int(fraction[:3].ljust(3, "0")), LARGEST_MOMENT_MS)
