"""The question types by key. A new type is one module and one line here."""

from .base import Choice, Given, Picture, QuestionType, Row
from .branching import Branching
from .case import Case
from .cloze import Cloze
from .likert import Likert
from .matching import Matching
from .multiple_response import MultipleResponse
from .numeric import Numeric
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
        Numeric(),
        Cloze(),
        Branching(),
        Likert(),
    )
}

__all__ = ["TYPES", "Choice", "Given", "Picture", "QuestionType", "Row"]
