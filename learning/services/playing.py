"""What the player reports every few seconds, from every learner who watches: kept short on purpose.

The arithmetic happens outside any transaction, and one statement writes what came of it if the row is
still as it was read. Under SQLite, which has one pen, nobody waits for somebody else's arithmetic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import UUIDField

from learning import intervals
from learning.errors import NotEnrolled
from learning.models import Enrolment, LessonProgress, Played
from learning.outline import LessonOutline
from learning.playing_clock import PlayingClock
from learning.playing_limits import most_stretches
from webinar.recordings.models import Recording
from webinar.recordings.timeline import Timeline

_UUID = UUIDField()
# Everyone who watches asks this every few seconds; making the statement anew each time costs several
# times what the database needs to answer it.
_KNOWN = """
    SELECT played.* FROM learning_played AS played
    WHERE played.subject_id = %s AND played.recording_id = %s AND EXISTS (
        SELECT 1 FROM learning_lessonprogress AS lesson
        JOIN learning_enrolment AS enrolment ON enrolment.id = lesson.enrolment_id
        WHERE enrolment.subject_id = %s AND enrolment.course_key = %s AND lesson.lesson_key = %s
    )
"""


@dataclass(frozen=True)
class _Report:
    """What was reported, on the source's timeline and within the recording."""

    lesson_key: UUID
    stretches: list[intervals.Interval]
    position_ms: int | None
    now: datetime
    most_stretches: int

    def add_to(self, row: Played) -> None:
        """Let the row grow by what was played, no faster than the clock allows."""
        clock, known = _clock_of(row), row.stretches
        row.intervals = intervals.added(
            known,
            self.stretches,
            at_most=clock.allows_ms(self.now),
            most_stretches=self.most_stretches,
        )
        credited_ms = intervals.length(row.intervals) - intervals.length(known)
        clock = clock.after(self.now, credited_ms)
        row.updated_at, row.spent_until = clock.heard_at, clock.spent_until
        if self.position_ms is not None:
            row.left_at(self.lesson_key, self.position_ms)


def _clock_of(row: Played) -> PlayingClock:
    return PlayingClock(row.updated_at, row.spent_until or row.updated_at)


def record_played(
    *,
    subject_id: UUID,
    course_key: UUID,
    lesson: LessonOutline,
    recording: Recording,
    stretches: Iterable[intervals.Interval],
    position_ms: int | None,
    now: datetime,
    counted_on: Timeline | None = None,
) -> Played:
    """Add what the player reports, no more of it than the clock allows; safe to repeat.

    Kept are times of the source. A player of a recording with cuts counts on the timeline it shows:
    `counted_on`. Without a `position_ms` the place where the learner stopped stays.

    Since the enrolment a recording can be played at twice its speed at most, and time that was used
    or let pass between reports is not used again: what goes beyond that is left out, without a word
    to the reader. So are stretches beyond those that are kept of a recording (`playing_limits`). Two queries, but for the first report and for one that another tab came before.
    Raises NotEnrolled.
    """
    report = _read(lesson, recording, stretches, position_ms, now, counted_on)
    row = _known(subject_id, course_key, lesson, recording)
    if row is not None:
        report.add_to(row)
        if _stored(row):
            return row
    return _in_turn(subject_id, course_key, lesson, recording, report)


def _read(
    lesson: LessonOutline,
    recording: Recording,
    stretches: Iterable[intervals.Interval],
    position_ms: int | None,
    now: datetime,
    counted_on: Timeline | None,
) -> _Report:
    if counted_on is not None:
        stretches = [piece for stretch in stretches for piece in counted_on.source_spans(*stretch)]
        position_ms = None if position_ms is None else counted_on.source(position_ms)
    if position_ms is not None:
        position_ms = min(max(position_ms, 0), recording.duration_ms)
    played = intervals.within(stretches, 0, recording.duration_ms)
    most = most_stretches(recording.duration_ms)
    return _Report(lesson.key, played, position_ms, now, most)


def _known(
    subject_id: UUID, course_key: UUID, lesson: LessonOutline, recording: Recording
) -> Played | None:
    """What this learner played, once the lesson is begun (which nobody does without an enrolment)."""
    subject, course, part = (
        _UUID.get_db_prep_value(key, connection) for key in (subject_id, course_key, lesson.key)
    )
    found = Played.objects.raw(_KNOWN, [subject, recording.pk, subject, course, part])
    return next(iter(found), None)


def _stored(row: Played) -> bool:
    """Write the row, unless somebody wrote it since it was read; says whether it is written."""
    seen, row.reports = row.reports, row.reports + 1
    return bool(
        Played.objects.filter(pk=row.pk, reports=seen).update(
            intervals=row.intervals,
            position_ms=row.position_ms,
            positions=row.positions,
            updated_at=row.updated_at,
            spent_until=row.spent_until,
            reports=row.reports,
        )
    )


def _in_turn(
    subject_id: UUID,
    course_key: UUID,
    lesson: LessonOutline,
    recording: Recording,
    report: _Report,
) -> Played:
    """The same under a lock: the first report of a lesson, and one that another came before."""
    with transaction.atomic():
        enrolment = Enrolment.objects.of(subject_id).filter(course_key=course_key).first()
        if enrolment is None:
            raise NotEnrolled
        LessonProgress.objects.get_or_create(
            enrolment=enrolment,
            lesson_key=lesson.key,
            defaults={"lesson_id": lesson.pk, "first_seen_at": report.now},
        )
        clock = PlayingClock.begun(enrolment.enrolled_at)
        Played.objects.get_or_create(
            subject_id=subject_id,
            recording=recording,
            defaults={"updated_at": clock.heard_at, "spent_until": clock.spent_until},
        )
        row = Played.objects.select_for_update(no_key=True).get(
            subject_id=subject_id, recording=recording
        )
        report.add_to(row)
        row.reports += 1
        row.save()
    return row
