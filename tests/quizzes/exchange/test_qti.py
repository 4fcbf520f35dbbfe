"""Items of QTI 2.x and 3.0: one reader, since 3.0 only writes the names otherwise."""

import re

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

KEBAB = re.compile(r"(?<=[a-z])([A-Z])")


def item(body, declaration="", more=""):
    """An item of version 2.2."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="choice" '
        f'title="Unattended" adaptive="false" timeDependent="false">{declaration}'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f"<itemBody>{body}</itemBody>{more}</assessmentItem>"
    )


def as_three(text):
    """The same item as version 3.0 writes it: qti-, and hyphens where 2.x has capitals."""

    def name(match):
        return match[1] + "qti-" + KEBAB.sub(lambda sign: f"-{sign[1].lower()}", match[2])

    text = re.sub(r"(</?)((?!p\b|b\b|img\b|a\b|script\b)[a-z][A-Za-z]*)", name, text)
    return re.sub(
        r" ([a-z]+[A-Z][A-Za-z]*)=",
        lambda match: " " + KEBAB.sub(lambda sign: f"-{sign[1].lower()}", match[1]) + "=",
        text,
    ).replace("imsqti_v2p2", "imsqtiasi_v3p0")


def declared(*right, cardinality="single", kind="identifier", mapping=""):
    values = "".join(f"<value>{value}</value>" for value in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    return (
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="{kind}">{correct}{mapping}</responseDeclaration>'
    )


def choices(*texts, tag="simpleChoice"):
    return "".join(
        f'<{tag} identifier="{chr(65 + place)}" matchMax="1">{text}</{tag}>'
        for place, text in enumerate(texts)
    )


def asked(name, inner, **attributes):
    said = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<{name} responseIdentifier="RESPONSE"{said}>{inner}</{name}>'


SINGLE = item(
    "<p>Look at the sign.</p>"
    + asked(
        "choiceInteraction",
        "<prompt>What does it say?</prompt>"
        + choices(
            "Stay",
            'Go<feedbackInline outcomeIdentifier="FEEDBACK" identifier="B">No.</feedbackInline>',
        ),
        maxChoices=1,
    ),
    declared("A"),
    '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">Yes.</modalFeedback>'
    '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="SOLUTION" showHide="show">'
    "<p>Because.</p></modalFeedback>",
)
SEVERAL = item(
    asked("choiceInteraction", choices("a", "b", "c"), maxChoices=0),
    declared("A", "C", cardinality="multiple"),
).replace("<itemBody>", "<itemBody><p>Which?</p>")
ORDER = item(
    asked("orderInteraction", "<prompt>Order.</prompt>" + choices("x", "y", "z")),
    declared("C", "A", "B", cardinality="ordered"),
)
MATCH = item(
    asked(
        "matchInteraction",
        "<prompt>Match.</prompt>"
        f"<simpleMatchSet>{choices('cat', 'dog', tag='simpleAssociableChoice')}</simpleMatchSet>"
        '<simpleMatchSet><simpleAssociableChoice identifier="X" matchMax="1">food'
        '</simpleAssociableChoice><simpleAssociableChoice identifier="Y" matchMax="1">bone'
        '</simpleAssociableChoice><simpleAssociableChoice identifier="Z" matchMax="1">hay'
        "</simpleAssociableChoice></simpleMatchSet>",
    ),
    declared("A X", "B Y", cardinality="multiple", kind="directedPair"),
)
ENTRY = item(
    f"<p>Call {asked('textEntryInteraction', '')} now.</p>",
    declared(
        "York",
        kind="string",
        mapping='<mapping><mapEntry mapKey="York" mappedValue="1" caseSensitive="false"/>'
        '<mapEntry mapKey="Yorke" mappedValue="1" caseSensitive="false"/></mapping>',
    ),
    '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="incorrect">Think.</modalFeedback>',
)
STATEMENT = item(
    "<p>Earth is round.</p>" + asked("choiceInteraction", choices("Waar", "Onwaar"), maxChoices=1),
    declared("A"),
)
NUMBER = item(
    f"<p>How many percent? {asked('textEntryInteraction', '')}</p>",
    declared("12.50", kind="float"),
    '<responseProcessing><equal toleranceMode="absolute" tolerance="0.5 0.5">'
    '<variable identifier="RESPONSE"/></equal></responseProcessing>'
    '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="correct">Yes.</modalFeedback>',
)
GAPS = item(
    "<p>Whom?</p><p>Call "
    + asked("textEntryInteraction", "").replace("RESPONSE", "R1")
    + " or "
    + asked("inlineChoiceInteraction", choices("112", "911", tag="inlineChoice"))
    + ".</p>",
    declared("1712", kind="string").replace('"RESPONSE"', '"R1"') + declared("A"),
)
CASES = [
    (NUMBER, "How many percent?", Numeric("12.5", "0.5", feedback_right="Yes.")),
    (
        GAPS,
        "Whom?",
        Cloze(
            "Call [1] or [2].",
            (TypedGap(("1712",)), ChoiceGap((Option("112", True), Option("911", False)))),
        ),
    ),
    (
        SINGLE,
        "Look at the sign.\n\nWhat does it say?",
        SingleChoice((Option("Stay", True, "Yes."), Option("Go", False, "No."))),
    ),
    (
        SEVERAL,
        "Which?",
        MultipleResponse((Option("a", True), Option("b", False), Option("c", True))),
    ),
    (ORDER, "Order.", Ordering((Step("z"), Step("x"), Step("y")))),
    (MATCH, "Match.", Matching((Pair("cat", "food"), Pair("dog", "bone")), ("hay",))),
    (ENTRY, "Call _____ now.", ShortText(("York", "Yorke"), "Think.")),
    (STATEMENT, "Earth is round.", TrueFalse(True)),
]


def finding(text):
    (found,) = read_file(text.encode()).findings
    return found


@pytest.mark.parametrize("version", [str, as_three], ids=["2.x", "3.0"])
@pytest.mark.parametrize(("text", "stem", "content"), CASES)
def test_item_is_read_in_both_versions(version, text, stem, content):
    found = finding(version(text))
    assert found.refused is None, str(found.refused)
    assert (found.question.stem, found.question.content) == (stem, content)
    assert found.losses == ()


@pytest.mark.parametrize(
    ("earned", "losses"),
    [((1, -2, 1), []), ((1, 0, 1), [Loss.WEIGHTS]), ((1, -1, 1), [Loss.WEIGHTS])],
)
def test_mapping_that_says_what_the_bank_does_loses_nothing(earned, losses):
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>'
        for key, value in zip("ABC", earned, strict=True)
    )
    text = SEVERAL.replace("</responseDecl", f"<mapping>{entries}</mapping></responseDecl")
    assert [loss.code for loss in finding(text).losses] == losses


@pytest.mark.parametrize(
    ("mode", "tolerance", "content", "losses"),
    [
        ("relative", "5", Numeric("12.5", "5", in_percent=True), []),
        ("exact", "", Numeric("12.5"), []),
        ("absolute", "1 2", Numeric("12.5"), [Loss.TOLERANCE]),
    ],
)
def test_tolerance_is_taken_from_the_comparison(mode, tolerance, content, losses):
    text = NUMBER.replace("absolute", mode).replace("0.5 0.5", tolerance).replace("Yes.", "")
    found = finding(text)
    assert found.question.content == content
    assert [loss.code for loss in found.losses] == losses


def test_answer_that_differs_by_a_capital_is_not_said_to_count_as_wrong():
    text = ENTRY.replace(
        '<mapEntry mapKey="Yorke" mappedValue="1"', '<mapEntry mapKey="york" mappedValue="0.5"'
    )
    found = finding(text)
    assert found.question.content == ShortText(("York",), "Think.")
    assert found.losses == ()


def test_feedback_of_version_three_stands_in_a_content_body_and_loses_nothing():
    wrapped = re.sub(
        r"(<modalFeedback[^>]*>)(.*?)(</modalFeedback>)",
        r"\1<contentBody>\2</contentBody>\3",
        SINGLE,
    )
    found = finding(as_three(wrapped))
    assert "qti-content-body" in as_three(wrapped)
    assert found.question.content.options[0].feedback == "Yes."
    assert found.question.explanation == "Because."
    assert found.losses == ()


def test_solution_becomes_the_explanation_and_the_title_the_name():
    found = finding(SINGLE)
    assert (found.name, found.question.explanation) == ("Unattended", "Because.")


def test_what_an_item_comes_in_without_is_said():
    mapping = (
        '<mapping defaultValue="0"><mapEntry mapKey="A" mappedValue="2"/>'
        '<mapEntry mapKey="C" mappedValue="1"/></mapping>'
    )
    text = item(
        '<rubricBlock view="scorer"><p>Mark kindly.</p></rubricBlock><p>A <b>b</b></p>'
        + asked("choiceInteraction", choices("a", "b", "c"), maxChoices=0),
        declared("A", "C", cardinality="multiple", mapping=mapping),
        '<modalFeedback outcomeIdentifier="FEEDBACK" identifier="correct">Yes!</modalFeedback>',
    )
    assert {loss.code for loss in finding(text).losses} == {
        Loss.RUBRIC,
        Loss.FORMATTING,
        Loss.WEIGHTS,
        Loss.OVERALL_FEEDBACK,
    }


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (item("<p>x</p>"), Reason.NO_RIGHT_ANSWER),
        (
            SINGLE.replace("<correctResponse>", "<x>").replace("</correctResponse>", "</x>"),
            Reason.NO_RIGHT_ANSWER,
        ),
        (SINGLE.replace("<value>A", "<value>Q"), Reason.UNKNOWN_CHOICE),
        (
            SINGLE.replace("<p>Look", '<img src="https://example.org/x.png"/><p>Look'),
            Reason.PICTURE,
        ),
        (SINGLE.replace("<p>Look", '<p><a href="https://example.org">x</a>Look'), Reason.LINK),
        (
            SINGLE.replace("<p>Look", "<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math><p>Look"),
            Reason.FORMULA,
        ),
        (
            SINGLE.replace("<itemBody>", '<assessmentStimulusRef href="s.xml"/><itemBody>'),
            Reason.OUTSIDE,
        ),
        (SINGLE.replace("<p>Look", '<p><printedVariable identifier="X"/>Look'), Reason.OUTSIDE),
        (SINGLE.replace("choiceInteraction", "hotspotInteraction"), Reason.NO_PLACE),
        (item("<p>x</p>" + asked("extendedTextInteraction", ""), declared("A")), Reason.NO_PLACE),
        (ORDER.replace("<value>B</value>", ""), Reason.NO_RIGHT_ANSWER),
        (MATCH.replace("<value>B Y</value>", ""), Reason.NO_RIGHT_ANSWER),
        (
            ENTRY.replace("<p>Call", asked("choiceInteraction", "") + "<p>Call"),
            Reason.SEVERAL_INTERACTIONS,
        ),
        (GAPS.replace('baseType="string"', 'baseType="float"'), Reason.GAP_TYPE),
        (NUMBER.replace("12.50", "many"), Reason.NOT_A_NUMBER),
        (SINGLE.replace("itemBody", "otherBody"), Reason.NOT_THERE),
        (SEVERAL.replace("<p>Which?</p>", ""), Reason.NO_STEM),
    ],
)
def test_what_cannot_come_in_is_refused_by_name(text, reason):
    assert finding(text).refused.code == reason


def test_test_instead_of_an_item_is_refused():
    with pytest.raises(FileRefused) as refused:
        read_file(b"<assessmentTest/>")
    assert refused.value.code == Reason.OTHER_ROOT
