"""Where a learner goes from the result of a quiz."""

from django.urls import reverse
from django.utils.translation import get_language, gettext

from quizzes.models import Attempt
from quizzes.outcomes import Link

from .completion import next_step
from .models import Enrolment
from .models.module_attempt import module_key_of
from .outline import CourseOutline, ModuleOutline
from .queries.outlines import outlines
from .queries.renewals import renewal_in
from .self_assessment import read_occasion
from .services.outcomes import enrolment_of


def ways_on(attempt: Attempt) -> list[Link]:
    """After a pass the next step or the finished course; otherwise the module, to look and try again."""
    enrolment = enrolment_of(attempt)
    if enrolment is None:
        return []
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    if course is None:
        return []
    module = _module(course, attempt)
    links = []
    renewal = renewal_in(course, enrolment)
    if attempt.passed_now and renewal and (step := renewal.next):
        links.append((gettext("Go on: %(title)s") % {"title": step.title}, step.url))
    elif attempt.passed_now and enrolment.completed_at:
        links.append((gettext("To your certificate"), course.url))
    elif attempt.passed_now and (step := next_step(course, enrolment.done)):
        links.append((gettext("Go on: %(title)s") % {"title": step.title}, step.url))
    if module is not None:
        label = (
            gettext("Back to the module “%(module)s”")
            if attempt.passed_now
            else gettext("Look again at “%(module)s” and try once more")
        )
        links.append((label % {"module": module.title}, module.url))
    return links


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
