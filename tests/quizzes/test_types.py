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
}
PARTLY = [
    ("multiple_response", {"choices": ["a"]}, Fraction(1, 2)),
    ("multiple_response", {"choices": ["a", "b", "c"]}, Fraction(1, 2)),
    ("ordering", {"order": ["b", "a", "c", "d"]}, Fraction(2, 3)),
    ("matching", pairs(_1="one", _2="four"), Fraction(1, 3)),
]
WRONG = [
    ("single_choice", {"choice": "a"}),
    ("true_false", {"choice": "false"}),
    ("multiple_response", {"choices": ["c"]}),
    ("ordering", {"order": ["d", "c", "b", "a"]}),
    ("matching", pairs(_1="two")),
    ("short_text", {"text": "Elsewhere"}),
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
