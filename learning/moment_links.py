"""The address of a second of a recording: the lesson that shows it, with `?t=` in seconds."""

from webinar.recordings.moments import moment_query

from .outline import Segment


def moment_link(lesson_url: str, at_ms: int, segment: Segment) -> str:
    """`…/les/?t=754.2#opname-3-90000`: on the recording's own timeline, at its player."""
    return f"{lesson_url}?{moment_query(at_ms)}#{anchor(segment)}"


def anchor(segment: Segment) -> str:
    """Tells apart two players of one lesson."""
    return f"opname-{segment.recording_id}-{segment.start_ms}"
