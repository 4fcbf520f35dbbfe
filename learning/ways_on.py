"""Where a learner goes from the result of a quiz."""

from django.urls import reverse
from django.utils.translation import get_language, gettext

from quizzes.models import Attempt
from quizzes.outcomes import Link

from .completion import next_step
from .models import Enrolment
from .queries.outlines import outlines
from .self_assessment import read_occasion
from .services.outcomes import enrolment_uuid


def ways_on(attempt: Attempt) -> list[Link]:
    """After a pass the next step or the finished course; otherwise the module, to look and try again."""
    uuid = enrolment_uuid(attempt.occasion)
    enrolment = Enrolment.objects.filter(uuid=uuid).first() if uuid else None
    if enrolment is None:
        return []
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    if course is None:
        return []
    module = next((found for found in course.modules if found.quiz_id == attempt.quiz_id), None)
    links = []
    if attempt.passed_now and enrolment.completed_at:
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
