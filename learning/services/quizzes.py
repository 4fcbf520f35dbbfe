from datetime import datetime

from django.db import transaction

from learning import occasions
from learning.completion import LESSON, QUIZ, is_open
from learning.errors import LessonLocked, NoQuizHere, NotEnrolled
from learning.models import Enrolment, LessonPage, ModuleAttempt, ModulePage
from learning.queries.outlines import quiz_of, read_outline
from quizzes.models import Attempt, Quiz
from quizzes.models.attempt import AttemptQuerySet
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
    _let_in(enrolment, module, QUIZ)
    occasion = _occasion(enrolment, module, QUIZ)
    running = Attempt.objects.of(enrolment.subject_id).open().filter(occasion=occasion)
    begun = _begun(running.filter(module_attempt__module_key=module.translation_key), now)
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


def start_lesson_quiz(*, enrolment: Enrolment, lesson: LessonPage, now: datetime) -> Attempt:
    """An attempt at the quiz that stands in a lesson: the open one, or a new one.

    Its occasion names the lesson in whatever language. So what was begun goes on, and completes what it
    was begun for, also when an editor puts another quiz in the lesson meanwhile; the limits of the quiz
    hold for the lesson and its translations. Raises as `start_quiz` does.
    """
    _let_in(enrolment, lesson, LESSON)
    occasion = occasions.in_lesson(_occasion(enrolment, lesson, LESSON), lesson.translation_key)
    begun = _begun(Attempt.objects.of(enrolment.subject_id).open().filter(occasion=occasion), now)
    if begun is not None:
        return begun
    quiz = Quiz.objects.filter(pk=quiz_of(lesson.body)).first()
    if quiz is None:
        raise NoQuizHere
    return start_attempt(
        quiz=quiz,
        subject_id=enrolment.subject_id,
        occasion=occasion,
        now=now,
        counted_with=quizzes_in_lesson(lesson),
    )


def _begun(running: AttemptQuerySet, now: datetime) -> Attempt | None:
    """The first of these that can still be handed in, whichever quiz it is at."""
    return next((attempt for attempt in running.order_by("pk") if not attempt.is_over(now)), None)


def quizzes_in_lesson(lesson: LessonPage) -> list[int]:
    """The quizzes that stand in a lesson and in its translations."""
    pages = LessonPage.objects.filter(translation_key=lesson.translation_key).only("body")
    return [quiz_id for page in pages if (quiz_id := quiz_of(page.body))]


def _let_in(enrolment: Enrolment, part: LessonPage | ModulePage, kind: str) -> None:
    """To who has finished, everything stays open."""
    outline = read_outline(course_of(part))
    if outline.key != enrolment.course_key:
        raise NotEnrolled
    if enrolment.completed_at is None and not is_open(
        outline, kind, part.translation_key, enrolment.done
    ):
        raise LessonLocked


def _occasion(enrolment: Enrolment, part: LessonPage | ModulePage, kind: str) -> str:
    """That of the renewal which asks this part, else that of the enrolment."""
    renewal = open_renewal(enrolment)
    is_renewing = renewal is not None and asks(renewal, kind, part.translation_key)
    return renewal.occasion if renewal and is_renewing else enrolment.occasion


def _quizzes_in_every_language(module: ModulePage) -> list[int]:
    translations = ModulePage.objects.filter(translation_key=module.translation_key)
    return list(translations.exclude(quiz=None).values_list("quiz_id", flat=True))
