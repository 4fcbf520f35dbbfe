from uuid import UUID

from django.db.models import Q

from learning import occasions
from learning.completion import QUIZ
from learning.enums import CompletionRule
from learning.errors import LessonLocked, NotEnrolled, NotPassedYet
from learning.models import (
    CoursePage,
    Enrolment,
    LessonPage,
    ModuleAttempt,
    ModulePage,
    ModuleProgress,
    Renewal,
)
from learning.queries.outlines import quiz_of, read_outline
from learning.versions import current_at
from quizzes.models import Attempt
from quizzes.outcomes import Outcome

from .completing import add_up, course_of, locked
from .progress import complete_lesson
from .renewing import take_step
from .taking_back import take_back_pass, take_back_step


def on_outcome(outcome: Outcome) -> None:
    """A quiz passed for an enrolment, or for its renewal: a step is done, and with the last one all of it.

    Runs in the transaction that closes the attempt, or marks it again. A later attempt that fails takes
    nothing away; only a pass that a person takes back does.
    """
    renewal = renewal_of(outcome.occasion)
    if outcome.taken_back_by:
        take_back_pass(attempt_id=outcome.attempt_id, by_id=outcome.taken_back_by, now=outcome.at)
        if renewal is not None:
            take_back_step(
                renewal=renewal,
                attempt_id=outcome.attempt_id,
                by_id=outcome.taken_back_by,
                now=outcome.at,
            )
        return
    enrolment_id = renewal.enrolment_id if renewal else _enrolment_id(outcome.occasion)
    if enrolment_id is None or not outcome.passed:
        # Nothing of ours; or merged into another enrolment meanwhile: the attempt is closed all the same.
        return
    enrolment = locked(enrolment_id)
    if lesson_key := lesson_of(outcome.occasion):
        _complete_lesson(enrolment, lesson_key, outcome)
        return
    found = _modules(enrolment, outcome)
    for module, course in found:
        _pass(enrolment, module, course, outcome)
    if found:
        add_up(enrolment, found[0][1], outcome.at)
    if renewal is not None:
        for module, course in found:
            take_step(
                renewal=Renewal.objects.get(pk=renewal.pk),
                enrolment=enrolment,
                course=course,
                kind=QUIZ,
                key=module.translation_key,
                now=outcome.at,
                attempt_id=outcome.attempt_id,
            )


def enrolment_of(attempt: Attempt) -> Enrolment | None:
    """The enrolment for which an attempt was begun, or for whose renewal."""
    renewal = renewal_of(attempt.occasion)
    pk = renewal.enrolment_id if renewal else _enrolment_id(attempt.occasion)
    return Enrolment.objects.filter(pk=pk).first() if pk else None


def renewal_of(occasion: str) -> Renewal | None:
    """The renewal for which an attempt was begun, or None when it was begun for something else."""
    found = occasions.read(occasion)
    if found is None or found.renewal is None:
        return None
    return Renewal.objects.filter(uuid=found.renewal).first()


def lesson_of(occasion: str) -> UUID | None:
    """The key of the lesson in which an attempt was begun; None for the quiz of a module."""
    found = occasions.read(occasion)
    return found.lesson if found else None


def _enrolment_id(occasion: str) -> int | None:
    found = occasions.read(occasion)
    if found is None or found.enrolment is None:
        return None
    return Enrolment.objects.filter(uuid=found.enrolment).values_list("pk", flat=True).first()


def _complete_lesson(enrolment: Enrolment, key: UUID, outcome: Outcome) -> None:
    """The quiz in a lesson was passed; where that completes the lesson, it is done.

    A lesson that is not open any more, or changed while the attempt ran, stays to be done; one that was
    moved to another course is asked there.
    """
    lesson = _lesson(enrolment, key, outcome.quiz_id)
    if lesson is None or lesson.completion_rule != CompletionRule.PASSED:
        return
    try:
        complete_lesson(enrolment=enrolment, lesson=lesson, now=outcome.at)
    except (LessonLocked, NotEnrolled, NotPassedYet):
        return


def _lesson(enrolment: Enrolment, key: UUID, quiz_id: int) -> LessonPage | None:
    """The published lesson in the language in which it asks this quiz, else in which they enrolled."""
    pages = list(LessonPage.objects.live().filter(translation_key=key).select_related("locale"))
    language = enrolment.course.locale_id
    pages.sort(key=lambda page: (quiz_of(page.body) != quiz_id, page.locale_id != language))
    return next(iter(pages), None)


def _pass(enrolment: Enrolment, module: ModulePage, course: CoursePage, outcome: Outcome) -> None:
    """Note the pass: the first one stays, with the newest version of the course that was asked."""
    begun = Attempt.objects.values_list("started_at", flat=True).get(pk=outcome.attempt_id)
    version = current_at(read_outline(course), begun)
    row, is_new = ModuleProgress.objects.get_or_create(
        enrolment=enrolment,
        module_key=module.translation_key,
        defaults={
            "module": module,
            "attempt_id": outcome.attempt_id,
            "quiz_passed_at": outcome.at,
            "version": version,
        },
    )
    if not is_new and row.version < version:
        row.version = version
        row.save(update_fields=["version"])


def _modules(enrolment: Enrolment, outcome: Outcome) -> list[tuple[ModulePage, CoursePage]]:
    """The modules that ask this quiz, and the one as whose quiz the attempt began, with their course.

    In any language; the one enrolled in first.
    """
    begun = ModuleAttempt.objects.filter(attempt=outcome.attempt_id)
    found = [
        (module, course)
        for module in ModulePage.objects.filter(
            Q(quiz=outcome.quiz_id) | Q(pk__in=begun.values("module"))
        )
        if (course := course_of(module)).translation_key == enrolment.course_key
    ]
    return sorted(found, key=lambda pair: pair[1].pk != enrolment.course_id)
