"""Properties of every mark: bounded, the same each time, blind to the order of things, and never
lower for one correct choice more. Bodies and answers are generated."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes import scoring
from quizzes.types import TYPES, Given
from quizzes.types.branching import WORTHS

ALL_TYPES = list(TYPES)
KEYS = "abcdefgh"
chances = st.randoms(use_true_random=False)


def common():
    return {"stem": "Stem", "explanation": ""}


def options(chance, *, several=False):
    keys = KEYS[: chance.randint(2, 6)]
    right = set(chance.sample(keys, chance.randint(1, len(keys)) if several else 1))
    return [{"id": key, "text": key, "correct": key in right, "feedback": ""} for key in keys]


def choice_body(chance):
    return {"options": options(chance)}


def several_body(chance):
    return {"options": options(chance, several=True)}


def truth_body(chance):
    right = chance.choice(["true", "false"])
    return {
        "options": [
            {"id": key, "text": "", "correct": key == right, "feedback": ""}
            for key in ("true", "false")
        ]
    }


def steps_body(chance):
    keys = KEYS[: chance.randint(2, 6)]
    return {"steps": [{"id": key, "text": key, "feedback": ""} for key in keys]}


def pairs_body(chance):
    rights = [{"id": key.upper(), "text": key.upper()} for key in KEYS[: chance.randint(2, 5)]]
    pairs = [
        {"id": key, "left": key, "right": chance.choice(rights)["id"], "feedback": ""}
        for key in KEYS[: chance.randint(2, 5)]
    ]
    return {"pairs": pairs, "rights": rights}


def words_body(chance):
    return {"accepted": chance.sample(["één", "Twee", "drie"], 2), "feedback": ""}


def number_body(chance):
    return {
        "answer": str(chance.randint(-50, 50)),
        "unit": "",
        "tolerance": str(chance.randint(0, 20)),
        "tolerance_kind": chance.choice(["absolute", "percent"]),
        "feedback": {"right": "", "low": "", "high": ""},
    }


def gaps_body(chance):
    gaps = []
    for key in KEYS[: chance.randint(1, 4)]:
        filled = {"accepted": ["één", "two"], "feedback": ""}
        gaps.append({"id": key} | chance.choice([filled, {"options": options(chance)}]))
    return {"parts": [{"text": "", "gap": gap["id"]} for gap in gaps], "gaps": gaps}


def scenes_body(chance):
    """Every choice leads to a later scene, or to the end; one choice of each scene is good."""
    names = [f"scene {number}" for number in range(chance.randint(1, 5))]
    return {
        "scenes": [
            {
                "id": name,
                "text": name,
                "choices": [
                    {
                        "id": f"{name} {key}",
                        "text": key,
                        "worth": "good" if key == "a" else chance.choice(list(WORTHS)),
                        "consequence": "",
                        "feedback": "",
                        "to": chance.choice([*names[place + 1 :], ""]),
                    }
                    for key in KEYS[: chance.randint(2, 4)]
                ],
            }
            for place, name in enumerate(names)
        ]
    }


def ratings_body(chance):
    return {
        "items": [{"id": key, "text": key} for key in KEYS[: chance.randint(1, 5)]],
        "labels": {},
    }


BODIES = {
    "single_choice": choice_body,
    "case": choice_body,
    "multiple_response": several_body,
    "true_false": truth_body,
    "ordering": steps_body,
    "matching": pairs_body,
    "short_text": words_body,
    "numeric": number_body,
    "cloze": gaps_body,
    "branching": scenes_body,
    "likert": ratings_body,
}


def raw_answer(kind, body, chance):
    """Something that a browser could send."""
    if kind in ("single_choice", "case", "true_false"):
        return {"choice": chance.choice(body["options"])["id"]}
    if kind == "multiple_response":
        ids = [option["id"] for option in body["options"]]
        return {"choices": chance.sample(ids, chance.randint(0, len(ids)))}
    if kind == "ordering":
        ids = [step["id"] for step in body["steps"]]
        return {"order": chance.sample(ids, len(ids))}
    if kind == "matching":
        some = chance.sample(body["pairs"], chance.randint(0, len(body["pairs"])))
        return {"pairs": {pair["id"]: chance.choice(body["rights"])["id"] for pair in some}}
    if kind == "short_text":
        return {"text": chance.choice(["een", "TWEE", " drie ", "vier", ""])}
    if kind == "numeric":
        return {"text": str(chance.randint(-80, 80))}
    if kind == "cloze":
        some = chance.sample(body["gaps"], chance.randint(0, len(body["gaps"])))
        return {"gaps": {gap["id"]: gap_answer(gap, chance) for gap in some}}
    if kind == "branching":
        return {"path": walked(body, chance)}
    return {"ratings": {item["id"]: chance.randint(1, 5) for item in body["items"]}}


def gap_answer(gap, chance):
    if "options" in gap:
        return chance.choice(gap["options"])["id"]
    return chance.choice(["EEN", "three"])


def walked(body, chance):
    path, scene = [], body["scenes"][0]
    while scene and chance.random() < 0.8:
        choice = chance.choice(scene["choices"])
        path.append(choice["id"])
        scene = next((each for each in body["scenes"] if each["id"] == choice["to"]), None)
    return path


def turned(value, chance):
    """The same body with every list of options, pairs or gaps in another order.

    The order of steps is what is asked, and the first scene is where a case begins: these stay.
    """
    if isinstance(value, list):
        return [turned(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: turned(chance.sample(item, len(item)) if key in TURNED else item, chance)
        for key, item in value.items()
    }


TURNED = ("options", "pairs", "rights", "gaps", "choices", "items", "accepted")


def mark(kind, body, raw):
    return TYPES[kind].mark(body, TYPES[kind].clean(body, raw))


@pytest.mark.parametrize("kind", ALL_TYPES)
@settings(max_examples=20)
@given(chance=chances)
def test_mark_is_bounded_and_the_same_whatever_the_order_on_the_screen(kind, chance):
    check_bounded_and_blind(kind, chance)


@pytest.mark.parametrize("kind", [kind for kind in ALL_TYPES if TYPES[kind].marked])
@settings(max_examples=20)
@given(chance=chances)
def test_one_correct_choice_more_never_lowers_the_mark(kind, chance):
    check_monotone(kind, chance)


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in ALL_TYPES if TYPES[kind].marked])
@settings(max_examples=2000)
@given(chance=chances)
def test_marks_keep_their_properties_over_many_answers(kind, chance):
    check_bounded_and_blind(kind, chance)
    check_monotone(kind, chance)


@pytest.mark.parametrize("kind", ALL_TYPES)
@settings(max_examples=10)
@given(chance=chances)
def test_examples_earn_everything_and_no_more_than_any_answer(kind, chance):
    body, question_type = common() | BODIES[kind](chance), TYPES[kind]
    best = question_type.mark(body, question_type.example(body, right=True))
    least = question_type.mark(body, question_type.example(body, right=False))
    # A case of one scene may offer nothing but good choices; a path may end well on every way.
    assert best == 1
    assert least <= best
    for right in (True, False):
        given_back = question_type.example(body, right=right)
        assert question_type.clean(body, question_type.as_sent(given_back)) == given_back


def check_bounded_and_blind(kind, chance):
    body = common() | BODIES[kind](chance)
    raw = raw_answer(kind, body, chance)
    earned = mark(kind, body, raw)
    assert isinstance(earned, Fraction)
    assert 0 <= earned <= 1
    assert mark(kind, body, raw) == earned
    assert mark(kind, turned(body, chance), raw) == earned
    order = TYPES[kind].draw(body, chance=chance, shuffle=True)
    clean = TYPES[kind].clean(body, raw)
    TYPES[kind].show(body, order, clean)
    TYPES[kind].review(body, order, clean)


def check_monotone(kind, chance):
    body = common() | BODIES[kind](chance)
    before = TYPES[kind].clean(body, raw_answer(kind, body, chance))
    after = improved(kind, body, before, chance)
    assert TYPES[kind].mark(body, after) >= TYPES[kind].mark(body, before)


def improved(kind, body, before, chance):
    """The answer with one correct choice more, or the same when there is none to make."""
    return IMPROVED[kind](body, before, chance)


def whole(kind):
    """All or nothing: the right answer is the one correct choice."""
    return lambda body, before, chance: TYPES[kind].example(body, right=True)


def more_options(body, before, chance):
    right = {option["id"] for option in body["options"] if option["correct"]}
    chosen = set(before.response["choices"])
    changes = sorted(chosen ^ right)
    if not changes:
        return before
    change = {chance.choice(changes)}
    ids = [option["id"] for option in body["options"] if option["id"] in chosen ^ change]
    return Given({"choices": ids})


def neighbours_exchanged(body, before, chance):
    order = list(before.response["order"])
    wrong = [place for place in range(len(order) - 1) if order[place] > order[place + 1]]
    if wrong:
        place = chance.choice(wrong)
        order[place], order[place + 1] = order[place + 1], order[place]
    return Given({"order": order})


def more_pairs(body, before, chance):
    pair = chance.choice(body["pairs"])
    return Given({"pairs": before.response["pairs"] | {pair["id"]: pair["right"]}})


def more_gaps(body, before, chance):
    kind = TYPES["cloze"]
    gap = chance.choice(body["gaps"])["id"]
    best = kind.as_sent(kind.example(body, right=True))["gaps"]
    return kind.clean(body, {"gaps": kind.as_sent(before)["gaps"] | {gap: best[gap]}})


def nearer(body, before, chance):
    typed, right = Fraction(before.typed), Fraction(body["answer"])
    step = (right > typed) - (right < typed)
    return Given({"text": True}, typed=str(int(typed) + step))


def one_good_step_more(body, before, chance):
    path = before.response["path"]
    kind = TYPES["branching"]
    last = kind.show(body, kind.draw(body, chance=chance, shuffle=False), before)[-1]
    if last.yours:
        return before
    scene = next(each for each in body["scenes"] if each["id"] == last.id)
    good = next(choice["id"] for choice in scene["choices"] if choice["worth"] == "good")
    return Given({"path": [*path, good]})


IMPROVED = {
    "single_choice": whole("single_choice"),
    "case": whole("case"),
    "true_false": whole("true_false"),
    "short_text": whole("short_text"),
    "multiple_response": more_options,
    "ordering": neighbours_exchanged,
    "matching": more_pairs,
    "cloze": more_gaps,
    "numeric": nearer,
    "branching": one_good_step_more,
}


@settings(max_examples=40)
@given(st.lists(st.fractions(0, 1), min_size=1, max_size=8), st.integers(0, 7), st.fractions(0, 1))
def test_score_of_an_attempt_is_bounded_and_grows_with_every_mark(marks, place, better):
    score = scoring.total(marks)
    assert 0 <= score <= 1
    assert scoring.total(marks[::-1]) == score
    place %= len(marks)
    raised = [*marks[:place], max(marks[place], better), *marks[place + 1 :]]
    assert scoring.total(raised) >= score
