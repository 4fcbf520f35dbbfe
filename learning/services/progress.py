from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from learning import intervals, occasions
from learning.completion import LESSON, is_open, lesson_completed_by
from learning.enums import CompletedBy, CompletionRule
from learning.errors import (
    LessonLocked,
    NotAttendedYet,
    NotEnrolled,
    NotPassedYet,
    NotPlayedYet,
)
from learning.models import Enrolment, LessonPage, LessonProgress
from learning.outline import CourseOutline
from learning.queries.outlines import quiz_of, read_outline, segments_of
from learning.queries.passes import attempts_for, pass_that_counts
from learning.queries.progress import played_by
from learning.queries.shown import skippable_spans, what_is_shown
from learning.versions import current, current_at, since
from quizzes.models import Attempt, Quiz
from webinar.live.models import Attendance

from .completing import add_up, course_of, locked
from .renewing import asks, open_renewal, take_step

_NOT_YET = {
    CompletionRule.PLAYED_OR_READ: NotPlayedYet,
    CompletionRule.ATTENDED: NotAttendedYet,
    CompletionRule.PASSED: NotPassedYet,
}


def complete_lesson(
    *,
    enrolment: Enrolment,
    lesson: LessonPage,
    now: datetime,
    read_as_text: bool = False,
    version_seen: int | None = None,
) -> LessonProgress:
    """Mark a lesson as done, and with the last one the course. Safe to repeat: the first moment stays.

    A lesson that changed since it was done, or that a renewal asks, is taken again; with the last thing
    that a renewal asks the certificate is renewed. `version_seen` is the version of the course that the
    learner's page showed: a change that came after it was not read. Raises NotEnrolled (a lesson of
    another course), LessonLocked, NotPlayedYet, NotAttendedYet, NotPassedYet.
    """
    with transaction.atomic():
        enrolment = locked(enrolment.pk)
        course = course_of(lesson)
        outline = read_outline(course)
        found = LessonProgress.objects.filter(
            enrolment=enrolment, lesson_key=lesson.translation_key
        ).first()
        renewal = open_renewal(enrolment) if enrolment.completed_at else None
        is_asked = asks(renewal, LESSON, lesson.translation_key)
        is_done = found is not None and found.completed_at is not None
        if found is not None and is_done and not is_asked and not _has_changed(outline, found):
            add_up(enrolment, course, now)
            return found
        rule, passed = _rule_of(lesson), None
        if rule == CompletionRule.PASSED:
            occasion = renewal.occasion if renewal and is_asked else enrolment.occasion
            passed = _pass(outline, enrolment, lesson, occasion, is_done)
        by = _allowed(enrolment, outline, lesson, rule, read_as_text, passed, now)
        if found is None:
            # The player's first report may make it in this very moment.
            found, _is_new = LessonProgress.objects.get_or_create(
                enrolment=enrolment,
                lesson_key=lesson.translation_key,
                defaults={"lesson": lesson, "first_seen_at": now},
            )
        if found.completed_at is None:
            found.completed_at, found.completed_by = now, by
            found.attempt_id = passed.pk if passed else None
        seen = current_at(outline, passed.started_at) if passed else version_seen
        found.version = max(found.version, min(seen or current(outline), current(outline)))
        found.save()
        add_up(enrolment, course, now)
        if renewal is not None and not _has_changed(outline, found):
            take_step(
                renewal=renewal,
                enrolment=enrolment,
                course=course,
                kind=LESSON,
                key=lesson.translation_key,
                now=now,
                attempt_id=passed.pk if passed else None,
            )
    return found


def _pass(
    outline: CourseOutline,
    enrolment: Enrolment,
    lesson: LessonPage,
    occasion: str,
    is_done: bool,
) -> Attempt | None:
    """The pass that completes a lesson whose quiz is to be passed, or None."""
    key = lesson.translation_key
    return pass_that_counts(
        attempts_for(enrolment.subject_id, occasions.in_lesson(occasion, key)),
        course=outline,
        lesson_key=key,
        is_done=is_done,
    )


def _rule_of(lesson: LessonPage) -> str:
    """What completes it. A quiz that was deleted is asked of nobody."""
    rule = lesson.completion_rule
    if rule != CompletionRule.PASSED or Quiz.objects.filter(pk=quiz_of(lesson.body)).exists():
        return rule
    return CompletionRule.SEEN


def _has_changed(outline: CourseOutline, progress: LessonProgress) -> bool:
    """Whether the lesson reads otherwise than when the learner did it."""
    return any(
        progress.lesson_key in version.lessons for version in since(outline, progress.version)
    )


def _allowed(
    enrolment: Enrolment,
    outline: CourseOutline,
    lesson: LessonPage,
    rule: str,
    read_as_text: bool,
    passed: Attempt | None,
    now: datetime,
) -> CompletedBy:
    if outline.key != enrolment.course_key:
        raise NotEnrolled
    # To who has finished, everything stays open: also what a new lesson was put before.
    if enrolment.completed_at is None and not is_open(
        outline, LESSON, lesson.translation_key, enrolment.done
    ):
        raise LessonLocked
    segments = what_is_shown(segments_of(lesson.body), now)
    by = lesson_completed_by(
        rule,
        segments=segments,
        share=lesson.played_share,
        played=_played(enrolment.subject_id, {segment.recording_id for segment in segments}),
        read_as_text=read_as_text,
        attended=_attended(enrolment.subject_id, lesson),
        passed=passed is not None,
    )
    if by is None:
        raise _NOT_YET[CompletionRule(rule)]
    return by


def _attended(subject_id: UUID, lesson: LessonPage) -> bool:
    """Whether they were at the lesson's live session; one that was deleted is asked of nobody."""
    if lesson.completion_rule != CompletionRule.ATTENDED or lesson.live_session_id is None:
        return True
    return Attendance.objects.filter(
        session_id=lesson.live_session_id, subject_id=subject_id
    ).exists()


def _played(
    subject_id: UUID, recording_ids: Collection[int]
) -> dict[int, list[intervals.Interval]]:
    """What counts as played: what was, and what a content warning lets one skip."""
    if not recording_ids:
        return {}
    rows = played_by(subject_id, recording_ids)
    skippable = skippable_spans(recording_ids)
    return {
        pk: [*(rows[pk].stretches if pk in rows else []), *skippable[pk]] for pk in recording_ids
    }
