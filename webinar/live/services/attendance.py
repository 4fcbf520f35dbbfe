"""Who was there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from credentials.achievement import Achievement
from credentials.services import issue
from webinar.live import outcomes
from webinar.live.achieved import achievement_key
from webinar.live.errors import NotYetStarted
from webinar.live.models import Attendance, LiveSession
from webinar.live.queries.people import person

from . import mails


def record_attendance(
    *, session: LiveSession, subject_id: UUID, minutes: int | None, now: datetime
) -> Attendance:
    """Write down that the Subject attended, tell whoever waits for it, and issue and mail the certificate.

    Safe to repeat: the first fact stands. Raises NotYetStarted before the session starts.
    """
    if not session.has_started(now):
        raise NotYetStarted
    with transaction.atomic():
        # The Subject first: an erasure is over by then, or waits until the name on a certificate is there.
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        attendance, is_new = Attendance.objects.get_or_create(
            session=session,
            subject_id=subject_id,
            defaults={"minutes": minutes, "recorded_at": now},
        )
        if is_new:
            outcomes.announce(
                outcomes.Outcome(
                    session_id=session.pk, subject_id=subject_id, minutes=minutes, at=now
                )
            )
            _certify(session, subject_id, now)
    return attendance


def _certify(session: LiveSession, subject_id: UUID, now: datetime) -> None:
    who = person(subject_id)
    if session.certificate_minutes is None or who is None:
        return
    certificate = issue(
        subject_id=subject_id,
        holder_name=who.name,
        achievement=Achievement(
            key=achievement_key(session),
            title=session.title,
            version=1,
            minutes=session.certificate_minutes,
            language=session.language,
        ),
        now=now,
    )
    mails.certified(session=session, certificate=certificate, now=now)
