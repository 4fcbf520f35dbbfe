"""What goes out comes back equal, whatever is written in it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.exchange.errors import QuestionRefused
from quizzes.exchange.formats import Format, check_writable, read_file, write_file

from . import strategies

few = settings(max_examples=25)
many = settings(max_examples=1000)
gift_files = st.lists(strategies.questions(strategies.GIFT_CONTENTS), min_size=1, max_size=3)
xml_files = st.lists(strategies.questions(strategies.ALL_CONTENTS), min_size=1, max_size=3)


def returned(questions, file_format):
    """What is read of the file these questions are written to: nothing refused, nothing left out."""
    reading = read_file(write_file(questions, file_format).encode())
    assert [finding.refused and str(finding.refused) for finding in reading.findings] == [
        None for _question in questions
    ]
    assert [finding.losses for finding in reading.findings] == [() for _question in questions]
    return [finding.question for finding in reading.findings]


@few
@given(gift_files)
def test_gift_comes_back_equal(questions):
    assert returned(questions, Format.GIFT) == questions


@few
@given(xml_files)
def test_moodle_xml_comes_back_equal(questions):
    assert returned(questions, Format.MOODLE_XML) == questions


@pytest.mark.long
@many
@given(gift_files)
def test_many_in_gift_come_back_equal(questions):
    assert returned(questions, Format.GIFT) == questions


@pytest.mark.long
@many
@given(xml_files)
def test_many_in_moodle_xml_come_back_equal(questions):
    assert returned(questions, Format.MOODLE_XML) == questions


@pytest.mark.long
@many
@given(
    strategies.questions(
        strategies.ALL_CONTENTS
        | st.builds(strategies.ShortText, st.lists(st.text(min_size=1), min_size=1).map(tuple))
    ),
    st.text(),
    st.sampled_from(Format),
)
def test_what_cannot_come_back_is_refused_by_name(question, text, file_format):
    from dataclasses import replace

    for other in (question, replace(question, explanation=text), replace(question, stem=text)):
        try:
            check_writable(other, file_format)
        except QuestionRefused:
            continue
        assert returned([other], file_format) == [other]
