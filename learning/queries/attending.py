"""The live session that completes a lesson, as the lesson shows it."""

from dataclasses import dataclass
from uuid import UUID

from core import clock
from learning.enums import CompletionRule
from learning.models import pages
from webinar.live import wording
from webinar.live.models import Attendance, LiveSession


@dataclass(frozen=True)
class SessionToAttend:
    title: str
    when: str
    url: str
    is_past: bool
    is_cancelled: bool
    attended: bool


def session_to_attend(
    lesson: "pages.LessonPage", subject_id: UUID | None
) -> SessionToAttend | None:
    """None for a lesson that asks no attendance; two queries for one that does."""
    if lesson.completion_rule != CompletionRule.ATTENDED or lesson.live_session_id is None:
        return None
    session = LiveSession.objects.filter(pk=lesson.live_session_id).first()
    if session is None:
        return None
    attended = (
        subject_id is not None
        and Attendance.objects.filter(session=session, subject_id=subject_id).exists()
    )
    return SessionToAttend(
        title=session.title,
        when=wording.when(session),
        url=session.get_absolute_url() if session.published else "",
        is_past=session.is_over(clock.now()),
        is_cancelled=session.cancelled_at is not None,
        attended=attended,
    )
