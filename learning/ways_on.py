"""Where a learner goes from the result of a quiz."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, gettext

from core import clock
from quizzes.models import Attempt
from quizzes.outcomes import Link
from quizzes.services import refused_retry

from .completion import next_step
from .models import Enrolment
from .models.module_attempt import module_key_of
from .outline import CourseOutline, LessonOutline, ModuleOutline
from .queries.outlines import outlines
from .queries.renewals import renewal_in
from .queries.stuck import step_that_waits
from .queries.turns import whom_to_ask_about
from .self_assessment import read_occasion
from .services.outcomes import enrolment_of, lesson_of


def ways_on(attempt: Attempt) -> list[Link]:
    """After a pass the next step or the finished course; otherwise the module, to look and try again."""
    enrolment = enrolment_of(attempt)
    if enrolment is None:
        return []
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    if course is None:
        return []
    lesson_key = lesson_of(attempt.occasion)
    links = _onwards(attempt, course, enrolment, lesson_key)
    if lesson_key is not None:
        lesson = _lesson(course, lesson_key)
        return [*links, *([_back_to_lesson(attempt, lesson)] if lesson else [])]
    module = _module(course, attempt)
    return [*links, *([_back_to_module(attempt, module)] if module else [])]


def _onwards(
    attempt: Attempt, course: CourseOutline, enrolment: Enrolment, lesson_key: UUID | None
) -> list[Link]:
    """After a pass, what comes next; nothing where that is the lesson in which the quiz stands."""
    if not attempt.passed_now:
        return []
    renewal = renewal_in(course, enrolment)
    step = renewal.next if renewal else None
    if step is None and enrolment.completed_at:
        return [(gettext("To your certificate"), course.url)]
    step = step or next_step(course, enrolment.done)
    if step is None or step.key == lesson_key:
        return []
    return [(gettext("Go on: %(title)s") % {"title": step.title}, step.url)]


def _back_to_module(attempt: Attempt, module: ModuleOutline) -> Link:
    if attempt.passed_now:
        label = gettext("Back to the module “%(module)s”")
    elif _may_try_again(attempt, module.quiz_id):
        label = gettext("Look again at “%(module)s” and try once more")
    else:
        label = gettext("Look again at “%(module)s”")
    return label % {"module": module.title}, module.url


def _back_to_lesson(attempt: Attempt, lesson: LessonOutline) -> Link:
    if attempt.passed_now:
        label = gettext("Back to the lesson “%(lesson)s”")
    elif _may_try_again(attempt, lesson.quiz_id):
        label = gettext("Look again at “%(lesson)s” and try once more")
    else:
        label = gettext("Look again at “%(lesson)s”")
    return label % {"lesson": lesson.title}, lesson.url


def _may_try_again(attempt: Attempt, asked_now: int | None) -> bool:
    """Also where another quiz is asked by now: its attempts are counted by themselves."""
    return asked_now != attempt.quiz_id or not refused_retry(attempt=attempt, now=clock.now())


def _lesson(course: CourseOutline, key: UUID) -> LessonOutline | None:
    """In the language of `course` where it is there."""
    found = (
        lesson
        for translated in (course, *outlines().in_every_language(course.key, first=course.language))
        for lesson in translated.lessons
        if lesson.key == key
    )
    return next(found, None)


def _module(course: CourseOutline, attempt: Attempt) -> ModuleOutline | None:
    """The module whose quiz this is, or was when it began, in the language of `course` where it is there.

    A module has a quiz of its own in each language, and a learner may read in another than that of the
    attempt.
    """
    key = module_key_of(attempt)
    asking = (
        module
        for translated in outlines().in_every_language(course.key, first=course.language)
        for module in translated.modules
        if (module.key == key if key else module.quiz_id == attempt.quiz_id)
    )
    found = next(asking, None)
    return found and (course.module(found.key) or found)


def whom_to_ask(attempt: Attempt) -> str:
    """Who can let a learner try once more, where the course waits for this quiz; empty elsewhere."""
    enrolment = enrolment_of(attempt)
    if enrolment is None or not step_that_waits(enrolment, attempt.occasion, attempt.quiz_id):
        return ""
    return whom_to_ask_about(enrolment)


def to_own_assessments(attempt: Attempt) -> list[Link]:
    """After a self-assessment: before and after side by side, and back to the course."""
    found = read_occasion(attempt.occasion)
    enrolment = (
        Enrolment.objects.of(attempt.subject_id)
        .select_related("course")
        .filter(uuid=found[1])
        .first()
        if found
        else None
    )
    if enrolment is None:
        return []
    title = {"title": enrolment.course.title}
    return [
        (gettext("Back to the course “%(title)s”") % title, enrolment.course.url or ""),
        (
            gettext("Everything you rated, side by side"),
            reverse("learning:my_self_assessment", args=[enrolment.uuid]),
        ),
    ]
