from uuid import UUID

from learning.models import CoursePage, Enrolment, ModulePage, ModuleProgress
from quizzes.outcomes import Outcome

from .completing import add_up, locked

OCCASION = "enrolment:"


def enrolment_uuid(occasion: str) -> UUID | None:
    """The enrolment an attempt was begun for, or None when it was begun for something else."""
    return UUID(occasion.removeprefix(OCCASION)) if occasion.startswith(OCCASION) else None


def on_outcome(outcome: Outcome) -> None:
    """A quiz passed for an enrolment: its module's quiz is done, and with the last one the course.

    Runs in the transaction that closes the attempt. A later attempt that fails takes nothing away.
    """
    uuid = enrolment_uuid(outcome.occasion)
    if uuid is None or not outcome.passed:
        return
    enrolment = locked(Enrolment.objects.values_list("pk", flat=True).get(uuid=uuid))
    modules = ModulePage.objects.descendant_of(enrolment.course)
    for module in modules.filter(quiz_id=outcome.quiz_id):
        ModuleProgress.objects.get_or_create(
            enrolment=enrolment,
            module_key=module.translation_key,
            defaults={
                "module": module,
                "attempt_id": outcome.attempt_id,
                "quiz_passed_at": outcome.at,
            },
        )
    course = CoursePage.objects.select_related("locale").get(pk=enrolment.course_id)
    add_up(enrolment, course, outcome.at)
