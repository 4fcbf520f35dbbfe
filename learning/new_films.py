"""What another film of a recording changes in published lessons, told to the editor before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from webinar.recordings.models import Recording
from webinar.recordings.moments import clock_label

from .models import Note
from .outline import LessonOutline
from .queries.outlines import outlines


def changes_with_new_film(recording: Recording, ends_ms: int) -> list[str]:
    """A sentence for each lesson that shows, or asks, something after the new end, and one for the notes."""
    if ends_ms >= recording.duration_ms:
        return []
    lessons = [lesson for course in outlines().by_pk.values() for lesson in course.lessons]
    told = (change for lesson in lessons for change in _of_lesson(lesson, recording.pk, ends_ms))
    # Several questions at one moment are one sentence.
    changes = list(dict.fromkeys(told))
    notes = Note.objects.filter(recording=recording, at_ms__gt=ends_ms).count()
    if notes:
        changes.append(
            ngettext(
                "%(count)s note of a learner is of a moment after the new end. It stays, and leads to "
                "the end.",
                "%(count)s notes of learners are of a moment after the new end. They stay, and lead to "
                "the end.",
                notes,
            )
            % {"count": notes}
        )
    return changes


def _of_lesson(lesson: LessonOutline, recording_id: int, ends_ms: int) -> Iterator[str]:
    for segment in lesson.segments:
        if segment.recording_id != recording_id or segment.end_ms <= ends_ms:
            continue
        told = {
            "lesson": lesson.title,
            "start": clock_label(segment.start_ms),
            "end": clock_label(segment.end_ms),
        }
        if segment.start_ms >= ends_ms:
            yield (
                _(
                    "The lesson “%(lesson)s” shows nothing of it any more: its fragment begins at %(start)s."
                )
                % told
            )
        else:
            yield (
                _("The lesson “%(lesson)s” ends sooner: its fragment went on until %(end)s.") % told
            )
    for place in lesson.questions:
        segment = place.segment
        if segment.recording_id == recording_id and segment.start_ms < ends_ms < place.at_ms:
            yield _("A question in “%(lesson)s”, at %(moment)s, is not asked any more.") % {
                "lesson": lesson.title,
                "moment": clock_label(place.at_ms),
            }
