"""Sessions whose page shows a recording."""

from dataclasses import dataclass

from webinar.live.models import LiveSession
from webinar.recordings.moments import moment_query

ANCHOR = "opname"


@dataclass(frozen=True)
class RecordedSession:
    title: str
    url: str
    recording_id: int
    duration_ms: int


def recorded_sessions() -> list[RecordedSession]:
    """Every published session with a recording, the newest first. Who may see it is not asked here."""
    found = LiveSession.objects.published().filter(recording__isnull=False)
    return [
        RecordedSession(
            title=session.title,
            url=session.get_absolute_url(),
            recording_id=session.recording.pk,
            duration_ms=session.recording.duration_ms,
        )
        for session in found.select_related("recording")
        if session.recording
    ]


def session_moment_link(session_url: str, at_ms: int) -> str:
    """`…/avond/?t=754.2#opname`: on the recording's own timeline, at the player."""
    return f"{session_url}?{moment_query(at_ms)}#{ANCHOR}"
