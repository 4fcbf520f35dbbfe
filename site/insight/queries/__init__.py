"""What reports count. Facts only: no row here names a person."""

from .confidence import Comparison, ConfidenceReport, confidence_report, confidence_reports
from .courses import CourseSteps, course_steps
from .items import ItemReport, OptionShare, QuizLine, QuizReport, quiz_report, quizzes_taken

__all__ = [
    "Comparison",
    "ConfidenceReport",
    "CourseSteps",
    "ItemReport",
    "OptionShare",
    "QuizLine",
    "QuizReport",
    "confidence_report",
    "confidence_reports",
    "course_steps",
    "quiz_report",
    "quizzes_taken",
]
