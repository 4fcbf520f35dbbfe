"""A progress beat: what the player of everyone who watches sends every few seconds."""

import json

from core.clock import now
from learning.models import CoursePage, Played
from learning.queries.outlines import outlines
from learning.services import enrol, record_played
from webinar.recordings.models import Recording

from .cases import COURSE, SPARE, Case, Request
from .people import SignedIn, sign_in

WATCHING = 400
BEATS = 20
BEAT_MS = 500


def beats() -> Case:
    """Everyone watches the same lesson; every request is somebody's next stretch."""
    slug = COURSE.strip("/").split("/")[-1]
    course = CoursePage.objects.live().get(slug=slug, locale__language_code="nl")
    outline = outlines().of(course.pk)
    lesson = next(lesson for lesson in outline.lessons if lesson.segments)
    segment = lesson.segments[0]
    recording = Recording.objects.get(pk=segment.recording_id)
    people = sign_in(WATCHING, "watching")
    for person in people:
        enrol(course=course, subject_id=person.subject_id, now=now())
        record_played(
            subject_id=person.subject_id,
            course_key=outline.key,
            lesson=lesson,
            recording=recording,
            stretches=[],
            position_ms=segment.start_ms,
            now=now(),
        )
    requests = [
        _beat(person, lesson.pk, recording, segment.start_ms + number * BEAT_MS)
        for number in range(BEATS)
        for person in people
    ]
    return Case(
        "beat",
        requests[SPARE:],
        requests[:SPARE],
        words="position_ms",
        written=_reports,
    )


def _reports() -> int:
    """How many were kept: every row counts its own."""
    return sum(Played.objects.values_list("reports", flat=True))


def _beat(person: SignedIn, lesson_pk: int, recording: Recording, start_ms: int) -> Request:
    message = {
        "recording": str(recording.public_id),
        "intervals": [[start_ms, start_ms + BEAT_MS]],
        "position_ms": start_ms + BEAT_MS,
    }
    return Request(
        f"/leren/les/{lesson_pk}/gespeeld/",
        method="POST",
        cookies=person.cookies,
        content_type="application/json",
        body=json.dumps(message),
    )
