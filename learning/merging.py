"""Two Subjects turn out to be one person: what both did becomes one way through a course."""

from uuid import UUID

from core.clock import now
from quizzes.models import Attempt
from quizzes.services import merge_occasion

from . import intervals, occasions
from .models import (
    CoursePage,
    Enrolment,
    LessonProgress,
    ModuleProgress,
    Note,
    OpenAnswer,
    Played,
    Reflection,
    Renewal,
    SelfAssessmentInvitation,
)
from .self_assessment import Moment, occasion_of, read_occasion
from .services.completing import add_up


def merge(kept: UUID, gone: UUID) -> None:
    """Point every row at `kept`; where both have one, the two are added up and the earlier moment stays.

    Attempts at quizzes count for the enrolment that stays, as if one person had made them.
    """
    for enrolment in Enrolment.objects.of(gone):
        _merge_enrolment(enrolment, kept, gone)
    for played in Played.objects.filter(subject_id=gone):
        _merge_played(played, kept)
    for reflection in Reflection.objects.filter(subject_id=gone):
        _merge_reflection(reflection, kept)
    for note in Note.objects.filter(subject_id=gone):
        _merge_note(note, kept)


def _merge_enrolment(enrolment: Enrolment, kept: UUID, gone: UUID) -> None:
    own = Enrolment.objects.of(kept).filter(course_key=enrolment.course_key).first()
    if own is None:
        enrolment.subject_id = kept
        enrolment.save(update_fields=["subject"])
        return
    for lesson in LessonProgress.objects.filter(enrolment=enrolment):
        _merge_lesson(lesson, own)
    for module in ModuleProgress.objects.filter(enrolment=enrolment):
        _merge_module(module, own)
    _merge_open_answers(enrolment, own)
    own.enrolled_at = min(own.enrolled_at, enrolment.enrolled_at)
    ends = [end for end in (own.completed_at, enrolment.completed_at) if end]
    own.completed_at = min(ends) if ends else None
    own.self_assessed = sorted({*own.self_assessed, *enrolment.self_assessed})
    own.reminded_at = own.reminded_at or enrolment.reminded_at
    own.save(update_fields=["enrolled_at", "completed_at", "self_assessed", "reminded_at"])
    _merge_invitations(enrolment, own)
    joined = _occasions(enrolment, own) | _merge_renewals(enrolment, own)
    enrolment.delete()
    own.gather()
    for occasion, into in (joined | _in_lessons(joined, kept, gone)).items():
        merge_occasion(
            kept=kept,
            gone=gone,
            occasion=occasion,
            into=into,
            now=now(),
            # Nobody sent a self-assessment that was left half-way: it is not one that was taken.
            hand_in=read_occasion(occasion) is None,
        )
    own.refresh_from_db()
    _complete(own)


def _merge_lesson(progress: LessonProgress, own: Enrolment) -> None:
    """Whoever did it first did it for both, and whoever read it last read the newest version."""
    there = own.lessons.filter(lesson_key=progress.lesson_key).first()
    if there is None:
        progress.enrolment = own
        progress.save(update_fields=["enrolment"])
        return
    there.first_seen_at = min(there.first_seen_at, progress.first_seen_at)
    # A version counts only together with a completion: whoever has just looked read nothing to its end.
    finished = [(each.completed_at, each) for each in (there, progress) if each.completed_at]
    there.version = max((each.version for _moment, each in finished), default=there.version)
    if finished:
        there.completed_at, first = min(finished, key=lambda pair: pair[0])
        there.completed_by, there.attempt_id = first.completed_by, first.attempt_id
    there.save()
    progress.delete()


def _merge_module(progress: ModuleProgress, own: Enrolment) -> None:
    there = own.modules.filter(module_key=progress.module_key).first()
    if there is None:
        progress.enrolment = own
        progress.save(update_fields=["enrolment"])
        return
    first = min(there, progress, key=lambda each: each.quiz_passed_at)
    there.quiz_passed_at, there.attempt_id = first.quiz_passed_at, first.attempt_id
    there.version = max(there.version, progress.version)
    there.save()
    progress.delete()


def _occasions(enrolment: Enrolment, own: Enrolment) -> dict[str, str]:
    """For each occasion of the enrolment that goes, the one of that which stays."""
    assessed = {
        occasion_of(enrolment.uuid, moment): occasion_of(own.uuid, moment) for moment in Moment
    }
    return {enrolment.occasion: own.occasion} | assessed


def _in_lessons(joined: dict[str, str], kept: UUID, gone: UUID) -> dict[str, str]:
    """The same for the quizzes that stand in lessons, which name the lesson too."""
    taken = Attempt.objects.filter(subject__in=[kept, gone])
    begun = set(taken.values_list("occasion", flat=True))
    return {
        each: occasions.in_lesson(into, lesson_key)
        for occasion, into in joined.items()
        for each, lesson_key in occasions.among(occasion, begun).items()
    }


def _merge_open_answers(enrolment: Enrolment, own: Enrolment) -> None:
    """What was written at the same moment stands under each other."""
    for written in OpenAnswer.objects.filter(enrolment=enrolment):
        there = OpenAnswer.objects.filter(enrolment=own, moment=written.moment).first()
        if there is None:
            written.enrolment = own
            written.save(update_fields=["enrolment"])
        else:
            there.text = f"{there.text}\n\n{written.text}"
            there.save(update_fields=["text"])


def _merge_invitations(gone: Enrolment, own: Enrolment) -> None:
    """The link that was mailed to either speaks for the one who stays; of two, one that was used, or else
    the one mailed last.

    Whoever answered three months later, under whichever account, is not asked again.
    """
    invitations = SelfAssessmentInvitation.objects.filter(enrolment__in=[gone, own])
    by_use = sorted(invitations.order_by("-sent_at", "pk"), key=lambda each: each.used_at is None)
    for superfluous in by_use[1:]:
        superfluous.delete()
    for kept in by_use[:1]:
        kept.enrolment = own
        if Moment.LATER in own.self_assessed:
            kept.used_at = kept.used_at or now()
        kept.save(update_fields=["enrolment", "used_at"])


def _complete(enrolment: Enrolment) -> None:
    """What both did together may be all that their course asks."""
    course = CoursePage.objects.live().filter(pk=enrolment.course_id).first()
    if course is not None and enrolment.completed_at is None:
        add_up(enrolment, course, now())


def _merge_renewals(gone: Enrolment, own: Enrolment) -> dict[str, str]:
    """What was renewed stays; of two that are under way the one of the account goes on, with what was
    done for either. Gives the occasion that goes, with the one that stays."""
    under_way = Renewal.objects.filter(completed_at=None)
    staying = under_way.filter(enrolment=own).first()
    going = under_way.filter(enrolment=gone).first()
    joined = {}
    if staying and going:
        for step in going.steps.exclude(done_at=None):
            left = staying.steps.filter(kind=step.kind, key=step.key, done_at=None)
            left.update(done_at=step.done_at, attempt_id=step.attempt_id)
        joined = {going.occasion: staying.occasion}
        going.steps.all().delete()
        going.delete()
    Renewal.objects.filter(enrolment=gone).update(enrolment=own)
    own.gather_renewal()
    return joined


def _merge_played(played: Played, kept: UUID) -> None:
    rows = Played.objects.select_for_update(no_key=True)
    played = rows.get(pk=played.pk)
    own = rows.filter(subject_id=kept, recording_id=played.recording_id).first()
    if own is None:
        played.subject_id = kept
        played.save(update_fields=["subject"])
        return
    own.intervals = intervals.union([*own.stretches, *played.stretches])
    # Time that either of them used is used.
    own.spent_until = max(each.spent_until or each.updated_at for each in (own, played))
    if played.updated_at > own.updated_at:
        own.position_ms, own.updated_at = played.position_ms, played.updated_at
        own.positions = own.positions | played.positions
    else:
        own.positions = played.positions | own.positions
    # A report that read the row before this does not write over it.
    own.reports += 1
    own.save()
    played.delete()


def _merge_reflection(reflection: Reflection, kept: UUID) -> None:
    own = Reflection.objects.filter(
        subject_id=kept, lesson_key=reflection.lesson_key, prompt_id=reflection.prompt_id
    ).first()
    if own is None:
        reflection.subject_id = kept
        reflection.save(update_fields=["subject"])
        return
    own.text = f"{own.text}\n\n{reflection.text}"
    own.save(update_fields=["text"])
    reflection.delete()


def _merge_note(note: Note, kept: UUID) -> None:
    """The same words at the same place stay once."""
    own = Note.objects.filter(
        subject_id=kept, lesson_key=note.lesson_key, fingerprint=note.fingerprint
    )
    if own.exists():
        note.delete()
        return
    note.subject_id = kept
    note.save(update_fields=["subject"])
