"""The question types by key. A new type is one module and one line here."""

from .base import Choice, Given, QuestionType, Row
from .case import Case
from .matching import Matching
from .multiple_response import MultipleResponse
from .ordering import Ordering
from .short_text import ShortText
from .single_choice import SingleChoice
from .true_false import TrueFalse

TYPES: dict[str, QuestionType] = {
    question_type.key: question_type
    for question_type in (
        SingleChoice(),
        MultipleResponse(),
        TrueFalse(),
        Case(),
        Ordering(),
        Matching(),
        ShortText(),
    )
}

__all__ = ["TYPES", "Choice", "Given", "QuestionType", "Row"]
