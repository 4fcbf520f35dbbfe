"""Where a learner was, on whatever device: the lesson and second they watched last, or a quiz begun."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from learning import occasions
from learning.completion import LESSON, QUIZ, Step, is_done, is_open, steps
from learning.models.enrolment import Enrolment
from learning.models.module_attempt import module_key_of
from learning.models.progress import Played
from learning.outline import CourseOutline
from quizzes.models import Attempt
from webinar.recordings.moments import clock_label

from .passes import attempts_for
from .shown import kept_recording
from .states import NextStep, next_row

Taken = tuple[CourseOutline, Enrolment]


def attempted(taken: Sequence[Taken], subject_id: UUID) -> list[Attempt]:
    """What a learner attempted in courses under way; one query, none where no course is."""
    under_way = _under_way(taken)
    if not under_way:
        return []
    found = [
        occasion for course, enrolment in under_way for occasion in _occasions(course, enrolment)
    ]
    return attempts_for(subject_id, *found)


def where_they_were(
    taken: Sequence[Taken], *, attempts: Iterable[Attempt], subject_id: UUID, now: datetime
) -> tuple[Enrolment, NextStep] | None:
    """The step to go on with in a course under way, or None when they left nothing in the middle.

    The lesson whose recording was played last, while it is open and not done; or the quiz that is
    begun and not handed in, when it was begun since. One query.
    """
    under_way = _under_way(taken)
    if not under_way:
        return None
    played = Played.objects.filter(subject_id=subject_id).order_by("-updated_at").first()
    attempt = _begun(attempts, now)
    in_lesson = _lesson(under_way, played, now) if played else None
    in_quiz = _quiz(under_way, attempt) if attempt else None
    if in_lesson and in_quiz and played and attempt:
        return in_quiz if attempt.started_at > played.updated_at else in_lesson
    return in_quiz or in_lesson


def _under_way(taken: Sequence[Taken]) -> list[Taken]:
    return [(course, enrolment) for course, enrolment in taken if not enrolment.completed_at]


def _begun(attempts: Iterable[Attempt], now: datetime) -> Attempt | None:
    """The attempt begun last, if it can still be handed in."""
    begun = (attempt for attempt in attempts if attempt.is_open)
    found = max(begun, key=lambda attempt: attempt.started_at, default=None)
    return found if found and not found.is_over(now) else None


def _occasions(course: CourseOutline, enrolment: Enrolment) -> list[str]:
    """Of the quizzes of its modules, and of each one that stands in a lesson."""
    quizzed = [lesson.key for lesson in course.lessons if lesson.quiz_id]
    in_lessons = [occasions.in_lesson(enrolment.occasion, key) for key in quizzed]
    return [enrolment.occasion, *in_lessons]


def _lesson(
    under_way: Sequence[Taken], played: Played, now: datetime
) -> tuple[Enrolment, NextStep] | None:
    recording = kept_recording(played.recording_id)
    if recording is None or not recording.is_open(now):
        return None
    for course, enrolment in under_way:
        for step in _open_steps(course, enrolment, LESSON):
            lesson = course.lesson(step.pk)
            # Who stopped at the very end of a segment was in it, not in the one that begins there.
            before = max(played.position_ms - 1, 0)
            segment = lesson and lesson.segment_at(played.recording_id, before)
            if segment:
                begun = segment.start_ms < played.position_ms < segment.end_ms
                label = clock_label(recording.timeline().shown(played.position_ms))
                words = gettext("You stopped at %(moment)s") % {"moment": label}
                return enrolment, _saying(step, words if begun else "")
    return None


def _quiz(under_way: Sequence[Taken], attempt: Attempt) -> tuple[Enrolment, NextStep] | None:
    words = gettext("You have begun this quiz")
    found = occasions.read(attempt.occasion)
    for course, enrolment in under_way:
        if found is None or enrolment.uuid != found.enrolment:
            continue
        if found.lesson:
            for step in _open_steps(course, enrolment, LESSON):
                if step.key == found.lesson:
                    return enrolment, _saying(step, words)
            continue
        for step in _open_steps(course, enrolment, QUIZ):
            if step.module.key == module_key_of(attempt) or step.module.quiz_id == attempt.quiz_id:
                return enrolment, _saying(step, words)
    return None


def _open_steps(course: CourseOutline, enrolment: Enrolment, kind: str) -> list[Step]:
    done = enrolment.done
    return [
        step
        for step in steps(course)
        if step.kind == kind
        and not is_done(step, done)
        and is_open(course, step.kind, step.key, done)
    ]


def _saying(step: Step, words: str) -> NextStep:
    row = next_row(step)
    assert row is not None
    # What is begun can be gone on with, also when nobody can begin it any more.
    return replace(row, stopped=words, is_available=True)
