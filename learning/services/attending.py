from learning.enums import CompletionRule
from learning.errors import LessonLocked
from learning.models import Enrolment, LessonPage
from webinar.live.outcomes import Outcome

from .completing import course_of
from .progress import complete_lesson


def on_attendance(outcome: Outcome) -> None:
    """Somebody attended: the lessons that ask for it are done, and with the last one the course.

    Runs in the transaction that records the attendance. A lesson that is not open yet stays to be
    done, and is marked by the learner when its turn comes.
    """
    lessons = LessonPage.objects.live().filter(
        completion_rule=CompletionRule.ATTENDED, live_session_id=outcome.session_id
    )
    for lesson in lessons:
        course = course_of(lesson)
        enrolment = (
            Enrolment.objects.of(outcome.subject_id)
            .filter(course_key=course.translation_key)
            .first()
        )
        if enrolment is None:
            continue
        try:
            complete_lesson(enrolment=enrolment, lesson=lesson, now=outcome.at)
        except LessonLocked:
            continue
