"""GIFT as people and Moodle write it."""

import pytest

from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file
from quizzes.exchange.portable import (
    Case,
    Matching,
    MultipleResponse,
    Numeric,
    Option,
    Pair,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from quizzes.exchange.reasons import Loss, Reason


def findings(text):
    return read_file(text.encode()).findings


def only(text):
    (finding,) = findings(text)
    assert finding.refused is None, str(finding.refused)
    return finding.question


def test_single_choice_with_feedback_and_explanation():
    question = only(
        "::Q2:: What's between orange and green?\n{ =yellow # right; good!\n~red # wrong\n"
        "####Look at a rainbow. }"
    )
    assert question.stem == "What's between orange and green?"
    assert question.explanation == "Look at a rainbow."
    assert question.content == SingleChoice(
        (Option("yellow", True, "right; good!"), Option("red", False, "wrong"))
    )


def test_weights_without_an_equals_sign_mean_several_right_options():
    (finding,) = findings("Who?{~%50%A ~%50%B ~%-100%C}")
    assert isinstance(finding.question.content, MultipleResponse)
    assert [option.correct for option in finding.question.content.options] == [True, True, False]
    assert finding.losses == ()


def test_weights_that_are_not_the_banks_own_are_said_to_be_left_out():
    (finding,) = findings("Who?{~%70%A ~%30%B ~C}")
    assert [loss.code for loss in finding.losses] == [Loss.WEIGHTS]


def test_partial_credit_in_a_single_choice_is_said_to_be_left_out():
    (finding,) = findings("Who?{=A ~%50%B ~C}")
    assert [loss.code for loss in finding.losses] == [Loss.PARTIAL_CREDIT]
    assert "B" in str(finding.losses[0])


def test_answer_that_differs_by_a_capital_is_not_said_to_count_as_wrong():
    (finding,) = findings("Who?{=York =%50%york =%50%Leeds}")
    assert finding.question.content == ShortText(("York",))
    assert [loss.code for loss in finding.losses] == [Loss.CASE_MATTERS, Loss.PARTIAL_CREDIT]
    assert "Leeds" in str(finding.losses[1])


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("1+1\\=2 {T}", TrueFalse(True)),
        ("Sun{FALSE#No!#Indeed}", TrueFalse(False, feedback_true="No!", feedback_false="Indeed")),
        ("Sun{TRUE#No!}", TrueFalse(True, feedback_false="No!")),
        ("Two{=two =2}", ShortText(("two", "2"))),
        ("Two{two}", ShortText(("two",))),
        ("Two{=%100%two# =%0%*#Count again}", ShortText(("two",), "Count again")),
        ("Two{=2\\\\*2}", ShortText(("2*2",))),
        ("When?{#1822:5}", Numeric("1822", "5")),
        ("When?{#1.5..2.5}", Numeric("2", "0.5")),
        ("When?{#=%100%3.140#Yes ~#No}", Numeric("3.14", "0", False, "", "Yes", "No", "No")),
        ("Pair{=a->1 =b -> 2 = -> 3}", Matching((Pair("a", "1"), Pair("b", "2")), ("3",))),
    ],
)
def test_types_are_told_apart_as_moodle_does(text, content):
    assert only(text).content == content


def test_missing_word_leaves_a_blank():
    assert only("Grant is {~buried =entombed} in a tomb.").stem == "Grant is _____ in a tomb."


def test_escaped_signs_and_new_lines_stand_for_themselves():
    question = only("::a\\:b:: f(x) \\= \\{1\\}\\nnext \\# \\~ \\\\ \\: {=\\=yes ~no}")
    assert question.stem == "f(x) = {1}\nnext # ~ \\ :"
    assert question.content.options[0].text == "=yes"


def test_id_and_tags_come_from_comments_and_category_from_above():
    question = only(
        "$CATEGORY: $course$/top/Signalen/En\\//of kinderen\n\n// hello [id:a\\]1] [tag:x] [tag:difficulty:2]\nQ{T}"
    )
    assert question.key == "a]1"
    assert question.difficulty == 2
    assert question.tags >= {"x", "Signalen"}


def test_share_and_unit_of_a_number_go_along_as_tags():
    question = only("// [tag:tolerance:5%] [tag:unit:euro]\nHow much?{#=%100%200:10}")
    assert question.content == Numeric("200", "5", in_percent=True, unit="euro")
    assert question.tags == frozenset()


def test_case_keeps_its_story():
    question = only("// [tag:type:case]\n[plain]An evening.\\n\\nWhat now?{=call ~wait}")
    assert question.content == Case("An evening.", (Option("call", True), Option("wait", False)))
    assert question.stem == "What now?"
    assert question.tags == frozenset()


def test_html_becomes_plain_text_and_says_so():
    (finding,) = findings("[html]<p>Who <b>calls</b>?</p><p>Now&nbsp;&amp; then</p>{=a ~b}")
    assert finding.question.stem == "Who calls?\n\nNow\xa0& then"
    assert [loss.code for loss in finding.losses] == [Loss.FORMATTING]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("A text{}", Reason.OPEN_ANSWER),
        ("x{=a ~b}\n\nOnly a text", Reason.NO_ANSWERS),
        ("Open {=a ~b", Reason.BRACES),
        ("Open =a ~b}{", Reason.BRACES),
        ("Two {=a} and {=b}", Reason.SEVERAL_BRACES),
        ("Pair {=a -> b =c}", Reason.NO_ARROW),
        ("Steps {> a\nb}", Reason.GIFT_ORDERING),
        ("Star {=Veilig*}", Reason.WILDCARD),
        ("Two {#=1 =2}", Reason.SEVERAL_NUMBERS),
        ("Word {#ten}", Reason.NOT_A_NUMBER),
        ("Huge {#1e999999999}", Reason.NOT_A_NUMBER),
        ("Many {#NaN}", Reason.NOT_A_NUMBER),
        ("None {~%-50%a ~b}", Reason.NO_RIGHT_ANSWER),
        ("{=a ~b}", Reason.NO_STEM),
        ("See [html]<img src=x.png>{T}", Reason.PICTURE),
        ('[html]<a href="https://example.org">here</a>{T}', Reason.LINK),
        ("[html]<script>alert(1)</script>{T}", Reason.SCRIPT),
        ("[html]<iframe src=https://example.org></iframe>{T}", Reason.SCRIPT),
        ("[html]<![x]>{T}", Reason.BROKEN_HTML),
        ("[html]" + "<a " * 6000 + "{T}", Reason.BROKEN_HTML),
        ("[html]" + "<a b='>" * 2000 + "{T}", Reason.BROKEN_HTML),
        ("a" * 20_001 + "{T}", Reason.TEXT_TOO_LONG),
        ("Bell \x07{T}", Reason.CONTROL_SIGN),
    ],
)
def test_what_cannot_come_in_is_refused_by_name(text, reason):
    assert findings(text)[-1].refused.code == reason


def test_line_and_number_are_those_of_the_question():
    found = findings(
        "// a file\n\n$CATEGORY: x\n\nOne{T}\n\n// comment\nTwo{T}\nmore {\n\nThree{F}"
    )
    assert [(each.place.number, each.place.line) for each in found] == [(1, 5), (2, 8), (3, 11)]
    assert [each.refused is None for each in found] == [True, False, True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n ", Reason.EMPTY),
        (b"// only a comment {}", Reason.EMPTY),
        (b"Just words.", Reason.UNKNOWN_FORMAT),
        ("Café{T}".encode("latin-1"), Reason.NOT_UTF8),
        ("Café{T}".encode("utf-16"), Reason.NOT_UTF8),
        (b"Nul\0{T}", Reason.NOT_UTF8),
        (b"Q{T}\n\n" * 501, Reason.TOO_MANY),
        (b"Q{T}" + b" " * 5 * 1024 * 1024, Reason.TOO_LARGE),
    ],
)
def test_file_that_cannot_be_read_is_refused_by_name(content, reason):
    with pytest.raises(FileRefused) as refused:
        read_file(content)
    assert refused.value.code == reason


def test_mark_of_byte_order_and_windows_line_ends_do_not_matter():
    (finding,) = read_file(b"\xef\xbb\xbf::a:: Q{T}\r\n").findings
    assert (finding.name, finding.question.stem) == ("a", "Q")
