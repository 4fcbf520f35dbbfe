from datetime import datetime

from django.db import transaction

from learning.completion import QUIZ, is_open
from learning.errors import LessonLocked, NoQuizHere, NotEnrolled
from learning.models import Enrolment, ModuleAttempt, ModulePage
from learning.queries.outlines import read_outline
from quizzes.models import Attempt
from quizzes.services import start_attempt

from .completing import course_of
from .renewing import asks, open_renewal


def start_quiz(*, enrolment: Enrolment, module: ModulePage, now: datetime) -> Attempt:
    """An attempt at the module's quiz for this enrolment: the open one, or a new one.

    The limits hold for the enrolment: attempts in another language, at the quiz that the translated
    module has, count together with those in this one. A renewal that asks this quiz is an occasion of its
    own. An attempt that was begun before the module got another quiz is gone on with. Raises NotEnrolled, NoQuizHere, LessonLocked, or what the quiz itself refuses.
    """
    if module.quiz is None:
        raise NoQuizHere
    outline = read_outline(course_of(module))
    if outline.key != enrolment.course_key:
        raise NotEnrolled
    if enrolment.completed_at is None and not is_open(
        outline, QUIZ, module.translation_key, enrolment.done
    ):
        raise LessonLocked
    renewal = open_renewal(enrolment)
    is_renewing = asks(renewal, QUIZ, module.translation_key)
    occasion = renewal.occasion if renewal and is_renewing else enrolment.occasion
    begun = _begun(enrolment, module, occasion, now)
    if begun is not None:
        return begun
    with transaction.atomic():
        attempt = start_attempt(
            quiz=module.quiz,
            subject_id=enrolment.subject_id,
            occasion=occasion,
            now=now,
            counted_with=_quizzes_in_every_language(module),
        )
        ModuleAttempt.objects.get_or_create(
            attempt=attempt, defaults={"module": module, "module_key": module.translation_key}
        )
    return attempt


def _begun(
    enrolment: Enrolment, module: ModulePage, occasion: str, now: datetime
) -> Attempt | None:
    """The attempt at this module that can still be handed in, whichever quiz it is at."""
    running = Attempt.objects.of(enrolment.subject_id).open().filter(occasion=occasion)
    found = running.filter(module_attempt__module_key=module.translation_key).order_by("pk")
    return next((attempt for attempt in found if not attempt.is_over(now)), None)


def _quizzes_in_every_language(module: ModulePage) -> list[int]:
    translations = ModulePage.objects.filter(translation_key=module.translation_key)
    return list(translations.exclude(quiz=None).values_list("quiz_id", flat=True))
