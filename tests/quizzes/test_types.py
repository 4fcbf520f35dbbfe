"""Each type reads what a browser sends, refuses what does not fit, and marks it."""

from fractions import Fraction
from random import Random

import pytest
from django.http import QueryDict

from quizzes.errors import MalformedResponse
from quizzes.types import TYPES, Given
from tests.factories.quizzes import QuestionFactory

ALL_TYPES = list(TYPES)


def body_of(question_type):
    return QuestionFactory.build(type=question_type).body()


def rights():
    return {right["text"]: right["id"] for right in body_of("matching")["rights"]}


def pairs(**texts):
    return {"pairs": {left.lstrip("_"): rights()[text] for left, text in texts.items()}}


RIGHT = {
    "single_choice": {"choice": "b"},
    "case": {"choice": "b"},
    "multiple_response": {"choices": ["b", "a"]},
    "true_false": {"choice": "true"},
    "ordering": {"order": ["a", "b", "c", "d"]},
    "matching": pairs(_1="one", _2="two", _3="three"),
    "short_text": {"text": "  veílig  HUIS "},
    "numeric": {"text": " 12,5 % "},
    "cloze": {"gaps": {"whom": " 1712 ", "then": "b"}},
    "branching": {"path": ["ask", "call"]},
    "likert": {"ratings": {"ask": 1, "call": 5}},
}
PARTLY = [
    ("multiple_response", {"choices": ["a"]}, Fraction(1, 2)),
    ("multiple_response", {"choices": ["a", "b", "c"]}, Fraction(1, 2)),
    ("ordering", {"order": ["b", "a", "c", "d"]}, Fraction(2, 3)),
    ("matching", pairs(_1="one", _2="four"), Fraction(1, 3)),
    ("cloze", {"gaps": {"whom": "1712"}}, Fraction(1, 2)),
    ("cloze", {"gaps": {"whom": "1712", "then": "a"}}, Fraction(1, 2)),
    ("branching", {"path": ["ask", "wait"]}, Fraction(3, 4)),
    ("branching", {"path": ["ask"]}, Fraction(1, 2)),
]
WRONG = [
    ("single_choice", {"choice": "a"}),
    ("true_false", {"choice": "false"}),
    ("multiple_response", {"choices": ["c"]}),
    ("ordering", {"order": ["d", "c", "b", "a"]}),
    ("matching", pairs(_1="two")),
    ("short_text", {"text": "Elsewhere"}),
    ("numeric", {"text": "13.01"}),
    ("cloze", {"gaps": {"whom": "112", "then": "c"}}),
    ("branching", {"path": ["leave"]}),
]


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_right_answer_earns_everything(question_type):
    body = body_of(question_type)
    given = TYPES[question_type].clean(body, RIGHT[question_type])
    assert TYPES[question_type].mark(body, given) == 1
    assert not TYPES[question_type].is_blank(given)


@pytest.mark.parametrize(("question_type", "raw", "mark"), PARTLY)
def test_partly_right_answer_earns_its_part(question_type, raw, mark):
    body = body_of(question_type)
    assert TYPES[question_type].mark(body, TYPES[question_type].clean(body, raw)) == mark


@pytest.mark.parametrize(("question_type", "raw"), WRONG)
def test_wrong_answer_earns_nothing(question_type, raw):
    body = body_of(question_type)
    assert TYPES[question_type].mark(body, TYPES[question_type].clean(body, raw)) == 0


NONSENSE = [None, True, 7, "b", [], {}, [["choice", "b"]], {"choice": "b", "score": 1}, {"x": {}}]
MISFITS = {
    "single_choice": [{"choice": "z"}, {"choice": None}, {"choice": ["b"]}, {"choice": {"b": 1}}],
    "case": [{"choice": "z"}],
    "true_false": [{"choice": "b"}, {"choice": True}],
    "multiple_response": [
        {"choices": ["a", "a"]},
        {"choices": "ab"},
        {"choices": ["a", "z"]},
        {"choices": [["a"]]},
        {"choices": list("abcd") * 1000},
    ],
    "ordering": [
        {"order": ["a", "b", "c"]},
        {"order": ["a", "a", "b", "c"]},
        {"order": ["a", "b", "c", "z"]},
        {"order": [0, 1, 2, 3]},
    ],
    "matching": [
        {"pairs": {"1": "one"}},
        {"pairs": {"9": "four"}},
        {"pairs": [["1", "one"]]},
        {"pairs": {"1": None}},
    ],
    "short_text": [
        {"text": 5},
        {"text": "x" * 201},
        {"text": "nul \0 byte"},
        {"text": "lone surrogate \ud800"},
    ],
    "numeric": [
        {"text": 5},
        {"text": "9" * 41},
        {"text": "twelve"},
        {"text": "1e3"},
        {"text": "-"},
    ],
    "cloze": [
        {"gaps": {"elsewhere": "1712"}},
        {"gaps": {"then": "z"}},
        {"gaps": {"then": ["b"]}},
        {"gaps": {"whom": 1712}},
        {"gaps": {"whom": "x" * 201}},
        {"gaps": {"whom": "nul \0 byte"}},
        {"gaps": [["whom", "1712"]]},
    ],
    "branching": [
        {"path": ["call"]},
        {"path": ["leave", "call"]},
        {"path": ["ask", "ask"]},
        {"path": ["ask", "call", "call"]},
        {"path": [["ask"]]},
        {"path": "ask"},
        {"path": {"ask": "call"}},
    ],
    "likert": [
        {"ratings": {"ask": 0}},
        {"ratings": {"ask": 6}},
        {"ratings": {"ask": True}},
        {"ratings": {"ask": "3"}},
        {"ratings": {"ask": 3.0}},
        {"ratings": {"elsewhere": 3}},
        {"ratings": [["ask", 3]]},
    ],
}


@pytest.mark.parametrize(
    ("question_type", "raw"),
    [
        (question_type, raw)
        for question_type in ALL_TYPES
        for raw in [*NONSENSE, *MISFITS[question_type]]
    ],
)
def test_what_does_not_fit_is_refused(question_type, raw):
    with pytest.raises(MalformedResponse):
        TYPES[question_type].clean(body_of(question_type), raw)


FORMS = [
    ("single_choice", "q=b"),
    ("case", "q=b"),
    ("true_false", "q=true"),
    ("multiple_response", "q=a&q=b"),
    ("ordering", "q-a=1&q-b=2&q-c=3&q-d=4"),
    (
        "matching",
        "&".join(f"q-{left}={right}" for left, right in RIGHT["matching"]["pairs"].items()),
    ),
    ("short_text", "q=Veilig+Huis"),
    ("numeric", "q=12.5"),
    ("cloze", "q-whom=1712&q-then=b"),
    ("branching", "q-path=ask&q=call"),
    ("likert", "q-ask=1&q-call=5"),
]


@pytest.mark.parametrize(("question_type", "posted"), FORMS)
def test_form_without_javascript_says_the_same(question_type, posted):
    body = body_of(question_type)
    raw = TYPES[question_type].from_form(body, QueryDict(posted), "q")
    assert TYPES[question_type].mark(body, TYPES[question_type].clean(body, raw)) == 1


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_untouched_form_says_nothing(question_type):
    body = body_of(question_type)
    raw = TYPES[question_type].from_form(body, QueryDict(""), "q")
    assert raw is None or TYPES[question_type].is_blank(TYPES[question_type].clean(body, raw))


@pytest.mark.parametrize("posted", ["q-a=1&q-b=1&q-c=2&q-d=3", "q-a=1", "q-a=9&q-b=2&q-c=3&q-d=4"])
def test_ordering_without_javascript_refuses_numbers_that_make_no_order(posted):
    body = body_of("ordering")
    with pytest.raises(MalformedResponse):
        TYPES["ordering"].from_form(body, QueryDict(posted), "q")
    kept = TYPES["ordering"].show_posted(body, list("abcd"), QueryDict(posted), "q")
    chosen = {row.id: [choice.id for choice in row.choices if choice.chosen] for row in kept}
    assert chosen["a"] == (["1"] if "q-a=1" in posted else [])


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_page_that_asks_tells_nothing_about_what_is_right(question_type):
    body = body_of(question_type)
    order = TYPES[question_type].draw(body, chance=Random(1), shuffle=True)
    for line in TYPES[question_type].show(body, order, None):
        assert line.verdict == ""
        assert line.feedback == ""
        assert getattr(line, "right", "") == ""


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_same_draw_shows_the_same_order_again(question_type):
    body = body_of(question_type)
    once, again = (
        TYPES[question_type].draw(body, chance=Random(5), shuffle=True) for _ in range(2)
    )
    assert once == again


@pytest.mark.parametrize("seed", range(30))
def test_ordering_is_never_drawn_in_the_right_order(seed):
    body = body_of("ordering")
    drawn = TYPES["ordering"].draw(body, chance=Random(seed), shuffle=False)
    assert sorted(drawn) == list("abcd")
    assert drawn != list("abcd")


def test_true_false_is_never_shuffled():
    body = body_of("true_false")
    drawn = {
        tuple(TYPES["true_false"].draw(body, chance=Random(n), shuffle=True)) for n in range(9)
    }
    assert drawn == {("true", "false")}


def test_matching_with_the_same_answer_twice_offers_it_once():
    question = QuestionFactory.build(type="matching")
    question.content[0].value["pairs"][1]["right"] = "one"
    body = question.body()
    assert [right["text"] for right in body["rights"]] == ["one", "three", "four"]
    one = body["rights"][0]["id"]
    given = TYPES["matching"].clean(body, {"pairs": {"1": one, "2": one}})
    assert TYPES["matching"].mark(body, given) == Fraction(2, 3)


def test_short_text_keeps_the_typed_words_apart_from_the_answer():
    given = TYPES["short_text"].clean(body_of("short_text"), {"text": " My own words "})
    assert given == Given({"text": True}, typed="My own words")


def test_multiple_response_is_canonical_whatever_the_order_on_the_screen():
    body = body_of("multiple_response")
    one = TYPES["multiple_response"].clean(body, {"choices": ["d", "a"]})
    other = TYPES["multiple_response"].clean(body, {"choices": ["a", "d"]})
    assert one == other


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("12", True),
        ("13", True),
        ("11,99", False),
        ("13,01", False),
        ("12,50", True),
        ("+12.5%", True),
    ],
)
def test_number_is_right_up_to_its_tolerance(typed, right):
    body = body_of("numeric")
    assert TYPES["numeric"].mark(body, TYPES["numeric"].clean(body, {"text": typed})) == right


@pytest.mark.parametrize(("typed", "right"), [("110", True), ("90", True), ("111", False)])
def test_tolerance_of_a_number_can_be_a_percentage(typed, right):
    body = body_of("numeric") | {"answer": "100", "tolerance": "10", "tolerance_kind": "percent"}
    assert TYPES["numeric"].mark(body, TYPES["numeric"].clean(body, {"text": typed})) == right


@pytest.mark.parametrize(("typed", "said"), [("12,5", "Indeed."), ("1", "More."), ("99", "Less.")])
def test_number_is_told_on_which_side_it_lies(typed, said):
    body = body_of("numeric")
    given = TYPES["numeric"].clean(body, {"text": typed})
    assert [row.feedback for row in TYPES["numeric"].review(body, [], given)] == [said]


def test_each_gap_is_reviewed_on_its_own():
    body = body_of("cloze")
    order = TYPES["cloze"].draw(body, chance=Random(1), shuffle=True)
    given = TYPES["cloze"].clean(body, {"gaps": {"whom": "112", "then": "b"}})
    whom, then, rest = TYPES["cloze"].review(body, order, given)
    assert (whom.text, whom.yours, whom.right, whom.verdict) == ("Bel ", "112", "1712", "wrong")
    assert (then.text, then.yours, then.right, then.verdict) == (" en dan ", "b", "b", "right")
    assert (rest.text, rest.id) == (".", "")
    assert whom.feedback == "Look again."


@pytest.mark.parametrize(
    ("question_type", "raw"),
    [
        ("short_text", {"text": "Veilig Huis"}),
        ("numeric", {"text": "12,5"}),
        ("cloze", {"gaps": {"then": "b", "whom": "1712"}}),
    ],
)
def test_typed_words_can_be_erased_and_the_answer_says_so(question_type, raw):
    kind = TYPES[question_type]
    given = kind.clean(body_of(question_type), raw)
    assert "12" not in str(given.response)
    assert "Veilig" not in str(given.response)
    assert not kind.is_erased(given)
    assert kind.is_erased(Given(given.response))
    assert kind.as_sent(given) == raw


def test_case_shows_a_consequence_only_after_its_choice():
    body, kind = body_of("branching"), TYPES["branching"]
    order = kind.draw(body, chance=Random(1), shuffle=True)
    (start,) = kind.show(body, order, None)
    assert {choice.text for choice in start.choices} == {"Choice ask", "Choice leave"}
    walked, following = kind.show(body, order, Given({"path": ["ask"]}))
    assert (walked.yours, walked.feedback) == ("Choice ask", "Consequence of ask")
    assert following.text == "Scene two"
    (ended,) = kind.show(body, order, Given({"path": ["leave"]}))
    assert ended.feedback == "Consequence of leave"


def test_path_only_grows():
    body, kind = body_of("branching"), TYPES["branching"]
    ask, leave, on = (Given({"path": path}) for path in (["ask"], ["leave"], ["ask", "call"]))
    assert kind.follows(body, None, ask)
    assert kind.follows(body, ask, on)
    assert not kind.follows(body, ask, leave)
    assert not kind.follows(body, on, ask)


def test_case_is_whole_once_it_has_ended():
    body, kind = body_of("branching"), TYPES["branching"]
    assert not kind.is_whole(body, Given({"path": ["ask"]}))
    assert kind.is_whole(body, Given({"path": ["ask", "wait"]}))
    assert kind.is_whole(body, Given({"path": ["leave"]}))


def test_case_is_reviewed_along_its_path():
    body, kind = body_of("branching"), TYPES["branching"]
    order = kind.draw(body, chance=Random(1), shuffle=False)
    one, two = kind.review(body, order, Given({"path": ["ask", "wait"]}))
    assert [choice.verdict for choice in one.choices] == ["right", "other"]
    assert [choice.verdict for choice in two.choices] == ["partly", "answer"]
    assert two.choices[1].consequence == "Consequence of call"
    assert two.choices[1].feedback == "Why call"


def test_self_assessment_is_whole_once_every_statement_is_rated():
    body, kind = body_of("likert"), TYPES["likert"]
    assert not kind.is_whole(body, Given({"ratings": {"ask": 2}}))
    assert kind.is_whole(body, Given({"ratings": {"ask": 2, "call": 1}}))
