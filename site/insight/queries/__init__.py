"""What reports count. Facts only: no row here names a person."""

from .courses import CourseSteps, course_steps
from .items import ItemReport, OptionShare, QuizLine, QuizReport, quiz_report, quizzes_taken

__all__ = [
    "CourseSteps",
    "ItemReport",
    "OptionShare",
    "QuizLine",
    "QuizReport",
    "course_steps",
    "quiz_report",
    "quizzes_taken",
]
