"""Every write of a course."""

from .enrolling import enrol
from .organisations import remind
from .outcomes import on_outcome
from .progress import complete_lesson, record_played
from .quizzes import start_quiz
from .reflections import reflect

__all__ = [
    "complete_lesson",
    "enrol",
    "on_outcome",
    "record_played",
    "reflect",
    "remind",
    "start_quiz",
]
