"""Places in a lesson that a learner keeps, with a note where they want one."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import Subject, User
from learning.completion import LESSON, is_open
from learning.errors import (
    ChangedMeanwhile,
    LessonLocked,
    NoSuchMoment,
    NotEnrolled,
    NothingSuchAnyMore,
)
from learning.models import Enrolment, Note
from learning.models.note import fingerprint_of
from learning.outline import CourseOutline, LessonOutline, Moment

from .completing import locked


def keep_note(
    *,
    enrolment: Enrolment,
    course: CourseOutline,
    lesson: LessonOutline,
    moment: Moment | None,
    text: str,
    now: datetime,
) -> Note:
    """Keep a moment that the lesson shows, or without one the lesson as a whole.

    The same words at the same place are kept once, however often they are sent. Raises NotEnrolled
    (another course, or an account that was erased meanwhile), LessonLocked, NoSuchMoment.
    """
    if enrolment.course_key != course.key:
        raise NotEnrolled
    if moment is not None and lesson.segment_at(moment.recording_id, moment.at_ms) is None:
        raise NoSuchMoment
    recording_id, at_ms = (moment.recording_id, moment.at_ms) if moment else (None, None)
    text = text.strip()
    with transaction.atomic():
        enrolment = locked(enrolment.pk)
        if not User.objects.filter(subject_id=enrolment.subject_id).exists():
            raise NotEnrolled
        if not is_open(course, LESSON, lesson.key, enrolment.done):
            raise LessonLocked
        note, _ = Note.objects.get_or_create(
            subject_id=enrolment.subject_id,
            lesson_key=lesson.key,
            fingerprint=fingerprint_of(recording_id, at_ms, text),
            defaults={
                "lesson_id": lesson.pk,
                "recording_id": recording_id,
                "at_ms": at_ms,
                "text": text,
                "kept_at": now,
            },
        )
    return note


def change_note(*, note: Note, text: str, seen: str) -> Note:
    """Give a note other words. `seen` is the fingerprint of those the learner was looking at.

    Words that already stand at the same place take this note's place: the same is kept once.
    Raises ChangedMeanwhile when other words stand there by now, NothingSuchAnyMore when nothing does.
    """
    text = text.strip()
    with transaction.atomic():
        # Whoever keeps a note waits here too, so that the same words are not written twice at once.
        Subject.objects.select_for_update(no_key=True).get(pk=note.subject_id)
        found = Note.objects.select_for_update(no_key=True).filter(pk=note.pk).first()
        if found is None:
            raise NothingSuchAnyMore
        fingerprint = fingerprint_of(found.recording_id, found.at_ms, text)
        if found.fingerprint == fingerprint:
            return found
        if found.fingerprint != seen:
            raise ChangedMeanwhile
        twin = Note.objects.filter(
            subject_id=found.subject_id, lesson_key=found.lesson_key, fingerprint=fingerprint
        ).first()
        if twin is not None:
            found.delete()
            return twin
        found.text, found.fingerprint = text, fingerprint
        found.save(update_fields=["text", "fingerprint"])
    return found


def delete_note(*, subject_id: UUID, public_id: UUID) -> bool:
    """Take away a learner's own note; says whether there was one. Safe to repeat."""
    deleted, _ = Note.objects.filter(subject_id=subject_id, public_id=public_id).delete()
    return bool(deleted)
