"""Where a learner keeps a place in a lesson, with what they kept there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from learning.errors import NoSuchMoment
from learning.models.note import Note
from learning.outline import LessonOutline, Moment, Segment
from webinar.recordings.models import Recording
from webinar.recordings.moments import clock_label

from .notes import NoteLine, line_in, timelines_kept
from .shown import kept_recording, timeline_counted_on

A_SECOND = 1000


@dataclass(frozen=True)
class NoteField:
    """Where a learner keeps a place, and what they kept there. Times are on the shown timeline."""

    url: str
    anchor: str
    lines: list[NoteLine] = field(default_factory=list)
    recording: str = ""
    cuts: str = ""
    moment: str = ""
    first: str = ""
    last: str = ""
    text: str = ""
    as_text: bool = False

    def proposing(self, shown_ms: int) -> "NoteField":
        """With the moment at which the learner is; 0 leaves the beginning."""
        return replace(self, moment=clock_label(shown_ms)) if shown_ms else self


def note_fields(
    *,
    lesson: LessonOutline,
    segments: Collection[Segment],
    subject_id: UUID,
    now: datetime,
    as_text: bool,
) -> tuple[dict[Segment, NoteField], NoteField | None]:
    """A field for each of the segments shown, and one for the lesson as a whole; one query.

    The latter only where no segment is shown, or something was kept of none.
    """
    notes = notes_in_lesson(subject_id, lesson.key)
    of_segment: dict[Segment | None, list[Note]] = {segment: [] for segment in segments}
    rest: list[Note] = []
    for note in notes:
        segment = segment_of(lesson, note)
        of_segment.get(segment, rest).append(note)
    fields = {
        segment: note_field(lesson=lesson, notes=here, now=now, segment=segment, as_text=as_text)
        for segment, here in of_segment.items()
        if segment
    }
    if fields and not rest:
        return fields, None
    return fields, note_field(lesson=lesson, notes=rest, now=now, as_text=as_text)


def segment_of(lesson: LessonOutline, note: Note) -> Segment | None:
    """Which segment of the lesson shows what was kept; None for the lesson as a whole."""
    if note.recording_id is None or note.at_ms is None:
        return None
    return lesson.segment_at(note.recording_id, note.at_ms)


def notes_in_lesson(subject_id: UUID, lesson_key: UUID) -> list[Note]:
    """What a learner kept in one lesson, in the order in which it stands there; one query."""
    found = Note.objects.filter(subject_id=subject_id, lesson_key=lesson_key)
    return sorted(found, key=lambda note: note.order_in_lesson)


def note_field(
    *,
    lesson: LessonOutline,
    notes: Iterable[Note],
    now: datetime,
    segment: Segment | None = None,
    as_text: bool = False,
) -> NoteField:
    """The field below a segment of a lesson, or without one below the lesson as a whole."""
    recording = kept_recording(segment.recording_id) if segment else None
    bare = NoteField(
        url=reverse("learning:keep_note", args=[lesson.pk]),
        anchor=f"notities-{segment.recording_id}-{segment.start_ms}" if segment else "notities",
        lines=[line_in(note, lesson, timelines_kept(now)) for note in notes],
        as_text=as_text,
    )
    if segment is None or recording is None:
        return bare
    timeline = recording.timeline()
    return replace(
        bare,
        recording=str(recording.public_id),
        cuts=str(recording.cut_list_id or ""),
        moment=clock_label(timeline.shown(segment.start_ms)),
        first=clock_label(timeline.shown(segment.start_ms)),
        last=clock_label(timeline.shown(segment.end_ms)),
    )


def moment_in(
    lesson: LessonOutline, *, recording: UUID | None, shown_ms: int | None, cut_list: str
) -> Moment | None:
    """The moment of the source that a learner means who sees `shown_ms` in their player.

    `cut_list` is what that player counted by. None without a time: the lesson as a whole. Raises
    NoSuchMoment when the lesson shows no such recording, or not at that moment.
    """
    if shown_ms is None:
        return None
    found = next(filter(None, (_named(pk, recording) for pk in sorted(lesson.recordings))), None)
    if found is None:
        raise NoSuchMoment
    at_ms = timeline_counted_on(found, cut_list or None).source(shown_ms)
    return Moment(
        found.pk, _within([s for s in lesson.segments if s.recording_id == found.pk], at_ms)
    )


def _within(segments: list[Segment], at_ms: int) -> int:
    """The moment itself, or the edge of a segment that whole seconds come near."""
    if any(segment.start_ms <= at_ms < segment.end_ms for segment in segments):
        return at_ms
    for segment in segments:
        if segment.start_ms - A_SECOND < at_ms <= segment.end_ms:
            return min(max(at_ms, segment.start_ms), segment.end_ms - 1)
    raise NoSuchMoment


def _named(pk: int, recording: UUID | None) -> Recording | None:
    found = kept_recording(pk)
    return found if found and found.public_id == recording else None
