from datetime import datetime

from learning.completion import QUIZ, is_open
from learning.errors import LessonLocked, NoQuizHere, NotEnrolled
from learning.models import Enrolment, ModulePage
from learning.queries.outlines import read_outline
from quizzes.models import Attempt
from quizzes.services import start_attempt

from .completing import course_of


def start_quiz(*, enrolment: Enrolment, module: ModulePage, now: datetime) -> Attempt:
    """An attempt at the module's quiz for this enrolment: the open one, or a new one.

    Raises NotEnrolled, NoQuizHere, LessonLocked, or what the quiz itself refuses.
    """
    if module.quiz is None:
        raise NoQuizHere
    outline = read_outline(course_of(module))
    if outline.key != enrolment.course_key:
        raise NotEnrolled
    if not is_open(outline, QUIZ, module.translation_key, enrolment.done):
        raise LessonLocked
    return start_attempt(
        quiz=module.quiz,
        subject_id=enrolment.subject_id,
        occasion=enrolment.occasion,
        now=now,
    )
