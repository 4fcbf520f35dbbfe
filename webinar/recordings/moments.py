"""How a moment of a recording is written. All times are whole milliseconds."""

MS_A_SECOND = 1000
MS_A_MINUTE = 60 * MS_A_SECOND
MS_AN_HOUR = 60 * MS_A_MINUTE
# No recording lasts that long: whatever says so, a head or a time, is wrong, and no column holds it.
LONGEST_MS = 200 * MS_AN_HOUR


def clock_label(ms: int) -> str:
    """As people read it: 0:07, 12:04, 1:02:03."""
    hours, rest = divmod(ms, MS_AN_HOUR)
    minutes, rest = divmod(rest, MS_A_MINUTE)
    seconds = rest // MS_A_SECOND
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def iso_duration(ms: int) -> str:
    """As the `datetime` of a `<time>` element: PT724.5S."""
    return f"PT{seconds(ms)}S"


def seconds(ms: int) -> str:
    """Seconds without a needless fraction: 12, 12.04."""
    whole, rest = divmod(ms, MS_A_SECOND)
    return f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)


def fragment(start_ms: int, end_ms: int | None = None) -> str:
    """A media fragment (W3C Media Fragments 1.0): `#t=12,70`, or `#t=12` without an end."""
    if end_ms is None:
        return f"#t={seconds(start_ms)}"
    return f"#t={seconds(start_ms)},{seconds(end_ms)}"


# In the address of a page that shows a recording: the second to begin at, on the recording's own timeline.
MOMENT = "t"
LARGEST_MOMENT_MS = 2**31 - 1


def moment_query(at_ms: int) -> str:
    return f"{MOMENT}={seconds(at_ms)}"


def read_moment(text: str | None) -> int | None:
    """The milliseconds that `?t=` names; None for nothing and for what is no moment."""
    whole, _, fraction = (text or "").partition(".")
    digits = whole + fraction
    if not whole or len(whole) > 7 or not (digits.isascii() and digits.isdigit()):
        return None
    return min(int(whole) * 1000 + int(fraction[:3].ljust(3, "0")), LARGEST_MOMENT_MS)
