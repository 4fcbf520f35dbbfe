"""Where in a course's recordings a quiz question is explained: on the page that teaches."""

from django.utils.translation import get_language, gettext

from quizzes.models import Attempt
from quizzes.outcomes import Link
from webinar.recordings.moments import clock_label

from .completion import open_lessons
from .models import Enrolment
from .moment_links import moment_link
from .queries.outlines import outlines
from .queries.shown import kept_recording
from .services.outcomes import enrolment_uuid


def look_again(attempt: Attempt) -> dict[int, list[Link]]:
    """Per question id the moments at which a lesson that is open to the learner explains it."""
    uuid = enrolment_uuid(attempt.occasion)
    enrolment = Enrolment.objects.filter(uuid=uuid).first() if uuid else None
    if enrolment is None:
        return {}
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    links: dict[int, list[Link]] = {}
    for lesson in open_lessons(course, enrolment.done) if course else []:
        for place in lesson.questions:
            recording = kept_recording(place.segment.recording_id)
            if recording is None:
                continue
            label = gettext("Look again at %(moment)s: %(lesson)s") % {
                "moment": clock_label(recording.timeline().shown(place.look_ms)),
                "lesson": lesson.title,
            }
            link = (label, moment_link(lesson.url, place.look_ms, place.segment))
            links.setdefault(place.question_id, []).append(link)
    return links
