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


def test_braces_in_a_question_do_not_make_it_gift():
    (finding,) = findings("What is {x}?\nA. a\nB. {b}\nANSWER: B\n")
    assert finding.question.stem == "What is {x}?"
    assert finding.question.content == SingleChoice((Option("a", False), Option("{b}", True)))


def test_words_about_an_answer_in_gift_do_not_make_it_aiken():
    (finding,) = findings("What now?\nANSWER: the number.{=1712 ~0800}")
    assert finding.question.content == SingleChoice((Option("1712", True), Option("0800", False)))


def test_mark_of_byte_order_and_windows_line_ends_do_not_matter():
    (finding,) = findings("\ufeffQ\r\nA. a\r\nB. b\r\nANSWER: B\r\n")
    assert finding.question.stem == "Q"
    assert finding.question.content.options[1] == Option("b", True)


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
