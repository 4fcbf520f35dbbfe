"""The account that has done everything: through the same services as anyone else."""

from datetime import datetime, timedelta

from accounts.models import User
from learning.models import CoursePage, Enrolment, LessonPage, ModulePage
from learning.outline import Moment
from learning.queries.outlines import read_outline
from learning.services import complete_lesson, enrol, keep_note, start_quiz
from quizzes.models import Attempt, AttemptQuestion
from quizzes.services import save_answer, submit_attempt

DAYS_AGO = 12
KEPT_MOMENTS = (
    (46_000, "De eerste vraag zo stellen: open, en dan wachten."),
    (76_000, ""),
)
KEPT_LESSON = "Samen bekijken op de teamvergadering."


def finish_course(*, user: User, course: CoursePage, now: datetime) -> Enrolment:
    """Enrol, read every lesson, pass every quiz; what has been done before is not done again."""
    moment = now - timedelta(days=DAYS_AGO)
    enrolment = enrol(course=course, subject_id=user.subject_id, now=moment)
    if enrolment.completed_at:
        return enrolment
    for module in ModulePage.objects.live().child_of(course):
        for lesson in LessonPage.objects.live().child_of(module):
            moment += timedelta(minutes=lesson.minutes)
            complete_lesson(enrolment=enrolment, lesson=lesson, now=moment, read_as_text=True)
        if module.quiz and not enrolment.modules.filter(module_key=module.translation_key).exists():
            moment += timedelta(minutes=module.quiz_minutes)
            _pass(start_quiz(enrolment=enrolment, module=module, now=moment), moment)
        moment += timedelta(days=1)
    enrolment.refresh_from_db()
    _keep_places(enrolment, course, moment)
    return enrolment


def _keep_places(enrolment: Enrolment, page: CoursePage, moment: datetime) -> None:
    """Two moments of the first recording and one lesson as a whole, as a learner keeps them."""
    course = read_outline(page)
    shown = [lesson for lesson in course.lessons if lesson.segments]
    for lesson in shown[:1]:
        segment = lesson.segments[0]
        for after_ms, text in KEPT_MOMENTS:
            at_ms = min(segment.start_ms + after_ms, segment.end_ms - 1)
            keep_note(
                enrolment=enrolment,
                course=course,
                lesson=lesson,
                moment=Moment(segment.recording_id, at_ms),
                text=text,
                now=moment,
            )
    keep_note(
        enrolment=enrolment,
        course=course,
        lesson=course.lessons[-1],
        moment=None,
        text=KEPT_LESSON,
        now=moment,
    )


def _pass(attempt: Attempt, moment: datetime) -> None:
    for question in attempt.questions.select_related("version"):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            position=question.position,
            expected_sequence=0,
            response=right_answer(question),
            received_at=moment,
        )
    submit_attempt(attempt=attempt, now=moment)


def right_answer(question: AttemptQuestion) -> dict:
    """What someone who knows answers, in the form the browser sends."""
    body = question.version.body
    match question.version.type:
        case "matching":
            return {"pairs": {pair["id"]: pair["right"] for pair in body["pairs"]}}
        case "ordering":
            return {"order": [step["id"] for step in body["steps"]]}
        case "multiple_response":
            return {"choices": [option["id"] for option in body["options"] if option["correct"]]}
        case _:
            right = next(option["id"] for option in body["options"] if option["correct"])
            return {"choice": right}
