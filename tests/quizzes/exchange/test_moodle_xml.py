"""Moodle XML as Moodle writes it, and what in it is dangerous."""

import pytest

from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file
from quizzes.exchange.portable import (
    ChoiceGap,
    Cloze,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Ordering,
    Pair,
    ShortText,
    SingleChoice,
    Step,
    TrueFalse,
    TypedGap,
)
from quizzes.exchange.reasons import Loss, Reason


def question(kind, inner, text="<p>What now?</p>"):
    return (
        f'<question type="{kind}"><name><text>Name</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inner}</question>"
    )


def answer(fraction, text, feedback=""):
    said = f"<feedback><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{said}</answer>'


def pair(left, right):
    return f"<subquestion><text>{left}</text><answer><text>{right}</text></answer></subquestion>"


def findings(*questions):
    return read_file(f'<?xml version="1.0"?>\n<quiz>{"".join(questions)}</quiz>'.encode()).findings


def only(*questions):
    (finding,) = findings(*questions)
    assert finding.refused is None, str(finding.refused)
    return finding.question


def test_single_choice_and_several():
    answers = answer(100, "Call", "Right.") + answer(0, "Wait")
    single = only(question("multichoice", f"<single>true</single>{answers}"))
    assert isinstance(single.content, SingleChoice)
    assert single.stem == "What now?"
    assert single.content.options[0].feedback == "Right."
    several = only(question("multichoice", f"<single>false</single>{answer(50, 'a')}{answers}"))
    assert isinstance(several.content, MultipleResponse)


@pytest.mark.parametrize(
    ("kind", "inner", "content"),
    [
        (
            "truefalse",
            answer(0, "true", "No.") + answer(100, "false", "Yes."),
            TrueFalse(False, "No.", "Yes."),
        ),
        ("shortanswer", answer(100, "a") + answer(0, "*", "No."), ShortText(("a",), "No.")),
        (
            "matching",
            pair("a", 1) + pair("b", 2) + pair("", 3),
            Matching((Pair("a", "1"), Pair("b", "2")), ("3",)),
        ),
        (
            "numerical",
            '<answer fraction="100"><text>12.50</text><tolerance>0.5</tolerance></answer>'
            + answer(0, "*", "No.")
            + "<units><unit><multiplier>1</multiplier><unit_name>%</unit_name></unit></units>",
            Numeric("12.5", "0.5", False, "%", "", "No.", "No."),
        ),
        (
            "ordering",
            answer("2.0000000", "second") + answer("1.0000000", "first"),
            Ordering((Step("first"), Step("second"))),
        ),
    ],
)
def test_other_types(kind, inner, content):
    assert only(question(kind, inner)).content == content


def test_cloze_is_read_with_its_gaps_and_its_first_paragraph_as_the_question():
    text = (
        "<p>Whom do you call?</p><p>Call {1:SHORTANSWER:=1712#Yes~%0%*#Look &amp; see}, then "
        "{1:MCV:leave~%100%wait\\}#Right}.</p>"
    )
    found = only(question("cloze", "", text))
    assert found.stem == "Whom do you call?"
    assert found.content == Cloze(
        "Call [1], then [2].",
        (
            TypedGap(("1712",), "Look & see"),
            ChoiceGap((Option("leave", False), Option("wait}", True, "Right"))),
        ),
    )


def test_cloze_of_one_paragraph_gets_a_question():
    (finding,) = findings(question("cloze", "", "Call {1:SA:=1712} or {2:SA:=112}."))
    assert finding.question.content.text == "Call [1] or [2]."
    assert {loss.code for loss in finding.losses} == {Loss.STEM_ADDED, Loss.WEIGHTS}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No gap at all.", Reason.NO_RIGHT_ANSWER),
        ("Year {1:NUMERICAL:=1712:1}.", Reason.GAP_TYPE),
        ("Any {1:MULTIRESPONSE:=a~=b}.", Reason.GAP_TYPE),
    ],
)
def test_gaps_without_a_place_are_named(text, reason):
    (finding,) = findings(question("cloze", "", text))
    assert finding.refused.code == reason


def test_category_tags_idnumber_and_general_feedback_are_kept():
    category = (
        '<question type="category"><category><text>$course$/top/Signalen/Basis</text></category>'
        "</question>"
    )
    inner = (
        answer(100, "true")
        + answer(0, "false")
        + "<generalfeedback><text>Because.</text></generalfeedback><idnumber>s1</idnumber>"
        "<tags><tag><text>politie</text></tag><tag><text>difficulty:3</text></tag></tags>"
    )
    found = only(category, question("truefalse", inner))
    assert found.tags == {"Signalen", "Basis", "politie"}
    assert (found.key, found.difficulty, found.explanation) == ("s1", 3, "Because.")


def test_what_a_question_comes_in_without_is_said():
    inner = (
        answer(100, "a", "Good.")
        + answer(50, "b")
        + "<usecase>1</usecase><defaultgrade>3.0000000</defaultgrade>"
        "<hint><text>Think.</text></hint><correctfeedback><text>Yes!</text></correctfeedback>"
    )
    (finding,) = findings(question("shortanswer", inner, "<p>A <em>b</em></p>"))
    assert {loss.code for loss in finding.losses} == {
        Loss.ANSWER_FEEDBACK,
        Loss.PARTIAL_CREDIT,
        Loss.CASE_MATTERS,
        Loss.GRADE,
        Loss.HINTS,
        Loss.OVERALL_FEEDBACK,
        Loss.FORMATTING,
    }


def test_raised_figures_stay_another_number_than_those_beside_them():
    found = only(
        question(
            "truefalse",
            answer(100, "true") + answer(0, "false"),
            "10<sup>6</sup>, 1<sup>ste</sup>, H<sub>2</sub>O",
        )
    )
    assert found.stem == "10⁶, 1ste, H₂O"


@pytest.mark.parametrize("kind", ["essay", "description", "calculated", "ddmarker", ""])
def test_types_without_a_place_are_named(kind):
    (finding,) = findings(question(kind, ""))
    assert finding.refused.code == Reason.NO_PLACE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<p><img src="https://example.org/x.png" alt="x"></p>', Reason.PICTURE),
        ('<img src="@@PLUGINFILE@@/x.png">', Reason.PICTURE),
        ('<a href="https://example.org">x</a>', Reason.LINK),
        ('<object data="https://example.org/x.swf"></object>', Reason.PICTURE),
        ('<p onclick="x()">x</p><script>x()</script>', Reason.SCRIPT),
        ("", Reason.NO_STEM),
    ],
)
def test_pictures_links_and_scripts_are_refused_by_name(text, reason):
    inner = answer(100, "true") + answer(0, "false")
    fine, bad = findings(question("truefalse", inner), question("truefalse", inner, text))
    assert fine.refused is None
    assert bad.refused.code == reason


def test_picture_that_travels_inside_the_file_is_refused_by_name():
    inner = answer(100, "true") + answer(0, "false") + '<file name="x.png">aGFsbG8=</file>'
    (finding,) = findings(question("truefalse", inner))
    assert finding.refused.code == Reason.PICTURE
    assert "x.png" in str(finding.refused)


def test_line_and_number_count_questions_only():
    file = '<quiz>\n<question type="category"/>\n<question type="essay"/>\n\n<question type="x"/></quiz>'
    places = [(each.place.number, each.place.line) for each in read_file(file.encode()).findings]
    assert places == [(1, 3), (2, 5)]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<quiz>&b;</quiz>"
)
OUTSIDE = '<!DOCTYPE quiz [<!ENTITY x SYSTEM "secret.txt">]><quiz>&x;</quiz>'
REMOTE = '<!DOCTYPE quiz SYSTEM "https://example.org/quiz.dtd"><quiz/>'


@pytest.mark.parametrize(
    ("file", "reason", "place"),
    [
        (BOMB, Reason.DTD, (1, 0)),
        (OUTSIDE, Reason.DTD, (1, 0)),
        (REMOTE, Reason.DTD, (1, 0)),
        ("<quiz>\n<question><name></question>\n</quiz>", Reason.NOT_XML, (2, 1)),
        ("<quiz>\n<question/><question>&nbsp;</question></quiz>", Reason.NOT_XML, (2, 2)),
        ("<quiz>", Reason.NOT_XML, (1, 0)),
        ("<quiz></quiz>", Reason.EMPTY, (0, 0)),
        ("<html></html>", Reason.OTHER_ROOT, (1, 0)),
        ("<quiz>" + "<a>" * 80 + "</a>" * 80 + "</quiz>", Reason.TOO_DEEP, (1, 0)),
        ("<quiz>" + "\n<a/>" * 100_001 + "</quiz>", Reason.TOO_MANY_ELEMENTS, (100_001, 0)),
        ('<?xml version="1.0" encoding="utf-16"?><quiz/>', Reason.NOT_UTF8, (1, 0)),
        ('<?xml version="1.0" encoding="latin-1"?><quiz/>', Reason.NOT_UTF8, (1, 0)),
    ],
)
def test_dangerous_or_broken_file_is_refused_with_its_place(file, reason, place):
    with pytest.raises(FileRefused) as refused:
        read_file(file.encode())
    assert refused.value.code == reason
    assert (refused.value.line, refused.value.number) == place


def test_other_encoding_is_refused():
    file = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<quiz>é</quiz>'.encode("latin-1")
    with pytest.raises(FileRefused) as refused:
        read_file(file)
    assert (refused.value.code, refused.value.line) == (Reason.NOT_UTF8, 2)
