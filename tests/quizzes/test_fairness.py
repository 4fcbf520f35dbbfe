"""What gives an answer away, and what one earns who knows nothing."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.fairness import Clue, Shares, clues, mixed, same_answer, shares
from tests.factories.quizzes import QuestionFactory

F = Fraction


def choice(*options, stem="What now?", feedback="Why."):
    """A body; the right options begin with a star."""
    return {
        "stem": stem,
        "options": [
            {
                "id": str(place),
                "text": text.lstrip("*"),
                "correct": text.startswith("*"),
                "feedback": feedback,
            }
            for place, text in enumerate(options)
        ],
    }


def truth(answer):
    options = [
        {"id": each, "text": "", "correct": each == answer, "feedback": "Why."}
        for each in ("true", "false")
    ]
    return "true_false", {"stem": "So it is.", "options": options}


def found(body, kind="single_choice"):
    return [each.clue for each in clues(kind, body)]


@pytest.mark.parametrize(
    ("options", "clue"),
    [
        (["*Ask how it goes", "Go away", "Call"], Clue.LONGEST),
        (["*Ask it", "Go away", "Call"], None),
        (["*Ask it", "Never ask", "Always call"], Clue.ABSOLUTES_WRONG),
        (["*Ask it", "Never ask", "Go home now"], None),
        (["*Never ask", "Always call", "Go home now"], None),
        (["*Vraag het altijd", "Ga gewoon naar huis", "Bel"], Clue.ABSOLUTES_RIGHT),
        (["*Spreek haar alleen", "Ga gewoon naar huis", "Bel"], None),
        (["*Ask it.", "Go away", "Call them"], Clue.PUNCTUATION),
        (["*Ask it.", "Go away.", "Call"], None),
        (["*Ask it", "Call them", "Geen van bovenstaande"], Clue.POINTS_AT_OTHERS),
    ],
)
def test_what_stands_out_in_an_option_is_named(options, clue):
    assert found(choice(*options)) == ([clue] if clue else [])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["*Vraag naar het kind", "Bel dan de politie", "Wacht af"], ()),
        (["*Vraag naar kinderen", "Bel dan eens de politie", "Wacht"], ("kinderen",)),
        (["*Vraag naar kinderen", "Neem de kinderen eens mee", "Wacht"], ()),
    ],
)
def test_words_of_the_question_repeated_by_the_right_option_alone_are_named(options, words):
    body = choice(*options, stem="Wat doe je voor de kinderen?")
    echoes = [each.words for each in clues("single_choice", body) if each.clue == Clue.ECHO]
    assert echoes == ([words] if words else [])


def test_several_right_options_stand_out_together():
    body = choice("*Ask how it goes", "*Write down what you see", "Go away")
    assert found(body, "multiple_response") == [Clue.LONGEST]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("single_choice", choice("*Ask it", "Call  them", "call them")),
        (
            "ordering",
            {"stem": "", "steps": [{"text": each, "feedback": "x"} for each in ("Call them",) * 2]},
        ),
        (
            "matching",
            {"stem": "", "pairs": [{"left": each, "feedback": "x"} for each in ("Call them",) * 2]},
        ),
    ],
)
def test_what_stands_there_twice_is_named(kind, body):
    (only,) = clues(kind, body)
    assert (only.clue, only.words) == (Clue.SAID_TWICE, ("call them",))


def test_same_words_with_an_image_each_are_told_apart_by_it():
    body = choice("*This", "This", "That")
    for option in body["options"][:2]:
        option["picture"] = {"id": option["id"], "alt": "A door"}
    assert Clue.SAID_TWICE not in found(body)


def test_options_without_feedback_are_named():
    body = choice("*Yes", "No way")
    body["options"][1]["feedback"] = " "
    (only,) = clues("single_choice", body)
    assert (only.clue, only.words) == (Clue.NO_FEEDBACK, ("No way",))


@pytest.mark.parametrize(
    ("question_type", "lacking"),
    [
        ("single_choice", 0),
        ("true_false", 0),
        ("ordering", 0),
        ("matching", 0),
        ("short_text", 0),
        ("numeric", 0),
        ("likert", 0),
        ("branching", 0),
        ("cloze", 3),
    ],
)
def test_every_type_is_looked_at_for_lacking_feedback(question_type, lacking):
    body = QuestionFactory.build(type=question_type).body()
    lists = [each.words for each in clues(question_type, body) if each.clue == Clue.NO_FEEDBACK]
    assert sum(map(len, lists)) == lacking


@pytest.mark.parametrize(
    ("answers", "same"),
    [
        ([], ""),
        (["true"], ""),
        (["true", "true"], "true"),
        (["true", "false"], ""),
        (["false"] * 3, "false"),
    ],
)
def test_statements_that_all_have_one_answer_are_told(answers, same):
    assert same_answer([truth(each) for each in answers]) == same


def test_tricks_earn_what_they_earn():
    questions = [
        ("single_choice", choice("*By far the longest", "Short", "Shorter")),
        ("single_choice", choice("*Short", "By far the longest", "Shorter")),
        truth("true"),
        ("ordering", {"stem": "", "steps": []}),
    ]
    found = shares(questions)
    assert found.longest_and_true == F(2, 4)
    assert found.longest_and_false == F(1, 4)
    assert found.guessing == (F(1, 3) + F(1, 3) + F(1, 2)) / 4
    assert found.by_tricks == F(1, 2)


def test_equally_long_options_are_picked_from_blindly():
    assert shares([("single_choice", choice("*Yes", "Nay"))]).by_tricks == F(1, 2)


def case(*scenes):
    """A case: each scene a name and its choices (text, worth, where to); no feedback."""
    return {
        "stem": "What now?",
        "scenes": [
            {
                "id": name,
                "choices": [
                    {"text": text, "worth": worth, "to": to, "feedback": ""}
                    for text, worth, to in choices
                ],
            }
            for name, *choices in scenes
        ],
    }


def test_case_is_walked_by_the_longest_choice_and_blindly():
    body = case(
        ("one", ("Ask her how it goes", "good", "two"), ("Leave", "poor", "")),
        ("two", ("Wait a week and see", "fair", ""), ("Call", "good", ""), ("Go", "poor", "")),
    )
    found = shares([("branching", body)])
    # Good, then defensible.
    assert found.by_tricks == F(3, 4)
    # Half of the walks end at once; the others go on with a third each of 1, 3/4 and 1/2.
    assert found.guessing == F(1, 2) * 0 + F(1, 2) * F(3, 4)


def test_equally_long_choices_of_a_case_are_picked_from_blindly():
    body = case(("one", ("Call", "good", ""), ("Wait", "poor", ""), ("Go", "poor", "")))
    assert shares([("branching", body)]).by_tricks == F(1, 2)


def test_choices_of_a_case_without_feedback_are_named():
    body = case(("one", ("Call her", "good", ""), ("Wait now", "poor", "")))
    (only,) = clues("branching", body)
    assert (only.clue, only.words) == (Clue.NO_FEEDBACK, ("Call her", "Wait now"))


def test_parts_of_a_quiz_weigh_by_their_number_of_questions():
    one, other = Shares(F(1), F(0), F(1, 2)), Shares(F(0), F(0), F(0))
    assert mixed([(1, one), (3, other)]) == Shares(F(1, 4), F(0), F(1, 8))
    assert mixed([]) == mixed([(0, one)]) == Shares(F(0), F(0), F(0))


bodies = st.lists(
    st.tuples(st.text("abc ", min_size=1, max_size=9), st.booleans()), min_size=2, max_size=6
)


@settings(max_examples=40)
@given(bodies, st.randoms(use_true_random=False))
def test_shares_are_bounded_and_blind_to_the_order_of_options(options, chance: Random):
    body = choice(*(f"{'*' if right else ''}{text}" for text, right in options))
    turned = {**body, "options": chance.sample(body["options"], len(body["options"]))}
    for kind in ("single_choice", "multiple_response"):
        before = shares([(kind, body)])
        assert before == shares([(kind, turned)])
        assert 0 <= before.by_tricks <= 1
        assert 0 <= before.guessing <= 1
        assert found(body, kind) == found(turned, kind)
