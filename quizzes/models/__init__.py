from .answer import Answer, TypedText
from .attempt import Attempt, AttemptQuestion
from .question import Question, QuestionTag
from .question_version import QuestionVersion
from .quiz import Quiz, QuizQuestion
from .upload import QuestionUpload

__all__ = [
    "Answer",
    "Attempt",
    "AttemptQuestion",
    "Question",
    "QuestionTag",
    "QuestionUpload",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "TypedText",
]
