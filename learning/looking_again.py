"""Where in a course's recordings a quiz question is explained: on the page that teaches."""

from django.utils.translation import get_language, gettext

from core.clock import now
from quizzes.models import Attempt
from quizzes.outcomes import Link
from webinar.recordings.moments import clock_label

from .completion import Done, open_lessons
from .moment_links import moment_link
from .outline import CourseOutline
from .queries.outlines import outlines
from .queries.shown import kept_recording
from .services.outcomes import enrolment_of


def look_again(attempt: Attempt) -> dict[int, list[Link]]:
    """Per question id the moments at which a lesson that is open to the learner explains it.

    A translated lesson has questions of its own: what the lesson in the learner's language does not
    explain, one in another language may, such as that of the attempt.
    """
    enrolment = enrolment_of(attempt)
    if enrolment is None:
        return {}
    links: dict[int, list[Link]] = {}
    courses = outlines().in_every_language(enrolment.course_key, first=get_language() or "")
    for course in courses:
        links = _links(course, enrolment.done) | links
    return links


def _links(course: CourseOutline, done: Done) -> dict[int, list[Link]]:
    links: dict[int, list[Link]] = {}
    for lesson in open_lessons(course, done):
        for place in lesson.questions:
            recording = kept_recording(place.segment.recording_id)
            if recording is None or not recording.is_open(now()):
                continue
            if place.look_ms >= recording.duration_ms:
                continue
            label = gettext("Look again at %(moment)s: %(lesson)s") % {
                "moment": clock_label(recording.timeline().shown(place.look_ms)),
                "lesson": lesson.title,
            }
            link = (label, moment_link(lesson.url, place.look_ms, place.segment))
            links.setdefault(place.question_id, []).append(link)
    return links
