from .answer import Answer, TypedText
from .attempt import Attempt, AttemptQuestion
from .question import Question, QuestionTag
from .question_version import QuestionVersion
from .quiz import Quiz, QuizQuestion

__all__ = [
    "Answer",
    "Attempt",
    "AttemptQuestion",
    "Question",
    "QuestionTag",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "TypedText",
]
