from .answer import Answer, TypedText
from .attempt import Attempt, AttemptQuestion
from .extra_time import ExtraTime
from .granted_attempt import GrantedAttempt, GrantNote
from .question import Question, QuestionTag
from .question_version import QuestionVersion, VersionPicture
from .quiz import Quiz, QuizDraw, QuizQuestion
from .regrade import (
    Regrade,
    RegradedAttempt,
    RegradedQuestion,
    RegradeNote,
    RegradeTarget,
)
from .tally import ItemTally
from .upload import QuestionUpload

__all__ = [
    "Answer",
    "Attempt",
    "AttemptQuestion",
    "ExtraTime",
    "GrantNote",
    "GrantedAttempt",
    "ItemTally",
    "Question",
    "QuestionTag",
    "QuestionUpload",
    "QuestionVersion",
    "Quiz",
    "QuizDraw",
    "QuizQuestion",
    "Regrade",
    "RegradeNote",
    "RegradeTarget",
    "RegradedAttempt",
    "RegradedQuestion",
    "TypedText",
    "VersionPicture",
]
