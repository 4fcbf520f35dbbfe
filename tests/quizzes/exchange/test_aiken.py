"""Aiken: single choice in plain lines."""

import pytest

from quizzes.exchange.formats import read_file
from quizzes.exchange.portable import Option, SingleChoice
from quizzes.exchange.reasons import Reason

FILE = """\
What is the correct answer to this question?
A. Is it this one?
B. Maybe this answer?
ANSWER: B

Which one has the most
quiz import formats?
A) Moodle
B) ATutor
C) Claroline
ANSWER: A
"""


def findings(text):
    return read_file(text.encode()).findings


def test_questions_of_the_documentation_are_read():
    first, second = findings(FILE)
    assert first.question.content == SingleChoice(
        (Option("Is it this one?", False), Option("Maybe this answer?", True))
    )
    assert second.question.stem == "Which one has the most\nquiz import formats?"
    assert (second.place.number, second.place.line) == (2, 6)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Q\nA. a\nB. b\nANSWER: C", Reason.UNKNOWN_LETTER),
        ("Q\nA. a\nANSWER: A", Reason.NO_OPTIONS),
        ("Q\nA. a\nB. b\n\nR\nA. a\nB. b\nANSWER: A", Reason.NO_ANSWER_LINE),
        ("Q\nA. a\nA. b\nANSWER: A", Reason.DOUBLE_LETTER),
        ("ANSWER: A", Reason.NO_STEM),
        ("Q\nA. a\nB. b\nANSWER:", Reason.NO_ANSWER_LINE),
    ],
)
def test_what_is_missing_is_named(text, reason):
    assert findings(text)[0].refused.code == reason
