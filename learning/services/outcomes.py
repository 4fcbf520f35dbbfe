from uuid import UUID

from learning.models import CoursePage, Enrolment, ModulePage, ModuleProgress
from quizzes.outcomes import Outcome

from .completing import add_up, course_of, locked
from .taking_back import take_back_pass

OCCASION = "enrolment:"


def enrolment_uuid(occasion: str) -> UUID | None:
    """The enrolment an attempt was begun for, or None when it was begun for something else."""
    return UUID(occasion.removeprefix(OCCASION)) if occasion.startswith(OCCASION) else None


def on_outcome(outcome: Outcome) -> None:
    """A quiz passed for an enrolment: its module's quiz is done, and with the last one the course.

    Runs in the transaction that closes the attempt, or marks it again. A later attempt that fails takes
    nothing away; only a pass that a person takes back does.
    """
    if outcome.taken_back_by:
        take_back_pass(attempt_id=outcome.attempt_id, by_id=outcome.taken_back_by, now=outcome.at)
        return
    uuid = enrolment_uuid(outcome.occasion)
    if uuid is None or not outcome.passed:
        return
    pk = Enrolment.objects.filter(uuid=uuid).values_list("pk", flat=True).first()
    if pk is None:
        # Merged into another enrolment meanwhile; the attempt is closed all the same.
        return
    enrolment = locked(pk)
    found = _modules(enrolment, outcome.quiz_id)
    for module, _ in found:
        ModuleProgress.objects.get_or_create(
            enrolment=enrolment,
            module_key=module.translation_key,
            defaults={
                "module": module,
                "attempt_id": outcome.attempt_id,
                "quiz_passed_at": outcome.at,
            },
        )
    if found:
        add_up(enrolment, found[0][1], outcome.at)


def _modules(enrolment: Enrolment, quiz_id: int) -> list[tuple[ModulePage, CoursePage]]:
    """The modules that ask this quiz, with their course, in any language; the one enrolled in first."""
    found = [
        (module, course)
        for module in ModulePage.objects.filter(quiz_id=quiz_id)
        if (course := course_of(module)).translation_key == enrolment.course_key
    ]
    return sorted(found, key=lambda pair: pair[1].pk != enrolment.course_id)
