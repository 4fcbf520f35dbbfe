"""What gives an answer away without knowing the matter. Pure: bodies in, clues and shares out; no ORM.

Sources of the rules: T. M. Haladyna, S. M. Downing and M. C. Rodriguez, "A Review of Multiple-Choice
Item-Writing Guidelines for Classroom Assessment", Applied Measurement in Education 15 (2002), rules 24
and 28: options of about the same length, no specific determiners (always, never), no clang
associations (options that repeat words of the stem), no pairs or lead-ins that stand out.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from search.tokens import stem, words
from search.words import STOPWORDS

from .scoring import ALL, NOTHING, WORTHS, several_choices

Option = Mapping[str, Any]

SHORTEST_TELLING_WORD = 5
# Dutch, French, English: words that make a statement easy to refute.
ABSOLUTES = frozenset(
    "altijd nooit niemand iedereen allemaal uitsluitend enkel alleen steeds volledig helemaal "
    "toujours jamais personne aucun aucune tous toutes seulement uniquement totalement "
    "always never nobody everyone everybody none all only completely totally".split()
)
POINTS_AT_OTHERS = re.compile(
    r"\b(al(?:le|les) (?:het )?(?:boven|voor)staande|geen van (?:de|beide|bovenstaande)"
    r"|alle antwoorden|toutes? (?:les )?(?:réponses|ci-dessus)|aucune? (?:des|de ces)"
    r"|(?:all|none|both) of the)\b"
)


# Words that often mean something else ("alone", "person"): no clue by themselves in what is right.
AMBIGUOUS = frozenset({"alleen", "personne", "enkel"})
EMPTY_WORDS = frozenset().union(*STOPWORDS.values())


class Clue(StrEnum):
    """Why a question gives its answer away, or teaches less than it could."""

    LONGEST = "longest"
    ABSOLUTES_WRONG = "absolutes_wrong"
    ABSOLUTES_RIGHT = "absolutes_right"
    ECHO = "echo"
    PUNCTUATION = "punctuation"
    POINTS_AT_OTHERS = "points_at_others"
    SAID_TWICE = "said_twice"
    NO_FEEDBACK = "no_feedback"


@dataclass(frozen=True)
class Found:
    """A clue, and the words that make it one."""

    clue: Clue
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shares:
    """What an answerer earns on average who knows nothing, between 0 and 1."""

    longest_and_true: Fraction
    longest_and_false: Fraction
    guessing: Fraction

    @property
    def by_tricks(self) -> Fraction:
        return max(self.longest_and_true, self.longest_and_false)


def clues(kind: str, body: Mapping[str, Any]) -> list[Found]:
    """What stands out in this question; empty when nothing does."""
    found = [
        each for options in _lists_of_options(kind, body) for each in _stands_out(body, options)
    ]
    twice = {text for texts in _texts(kind, body) for text in _doubles(texts)}
    if twice:
        found.append(Found(Clue.SAID_TWICE, tuple(sorted(twice))))
    without = _without_feedback(kind, body)
    if without:
        found.append(Found(Clue.NO_FEEDBACK, tuple(without)))
    return list(dict.fromkeys(found))


def same_answer(questions: Iterable[tuple[str, Mapping[str, Any]]]) -> str:
    """The one answer, "true" or "false", of all true/false statements; empty unless two or more agree."""
    answers = [
        option["id"]
        for kind, body in questions
        if kind == "true_false"
        for option in body["options"]
        if option["correct"]
    ]
    return answers[0] if len(answers) > 1 and len(set(answers)) == 1 else ""


def mixed(parts: Sequence[tuple[Fraction | int, Shares]]) -> Shares:
    """The shares of a quiz of several parts, each with its number of questions, if need be on average."""
    count = sum(number for number, _shares in parts)
    if not count:
        return Shares(NOTHING, NOTHING, NOTHING)
    names = ("longest_and_true", "longest_and_false", "guessing")
    totals = {
        name: sum((number * getattr(part, name) for number, part in parts), NOTHING)
        for name in names
    }
    return Shares(**{name: total / count for name, total in totals.items()})


def shares(questions: Sequence[tuple[str, Mapping[str, Any]]]) -> Shares:
    """What choosing the longest option and always the same truth earns, and what blind choice earns.

    Questions without options to choose from earn nothing by these tricks; every question weighs the same.
    """
    count = len(questions)
    if not count:
        return Shares(NOTHING, NOTHING, NOTHING)
    return Shares(
        longest_and_true=sum((_trick(*each, truth="true") for each in questions), NOTHING) / count,
        longest_and_false=sum((_trick(*each, truth="false") for each in questions), NOTHING)
        / count,
        guessing=sum((_guess(*each) for each in questions), NOTHING) / count,
    )


# --- what stands out ------------------------------------------------------------------------------


def _lists_of_options(kind: str, body: Mapping[str, Any]) -> list[Sequence[Option]]:
    """Every list from which something is chosen; true and false are no wording of the editor's."""
    if kind == "true_false":
        return []
    if kind == "branching":
        return [
            [choice | {"correct": choice["worth"] == "good"} for choice in scene["choices"]]
            for scene in body["scenes"]
        ]
    if kind == "cloze":
        return [gap["options"] for gap in body["gaps"] if "options" in gap]
    return [body["options"]] if "options" in body else []


def _stands_out(body: Mapping[str, Any], options: Sequence[Option]) -> list[Found]:
    right = [option["text"] for option in options if option["correct"]]
    wrong = [option["text"] for option in options if not option["correct"]]
    found = [
        Found(Clue.POINTS_AT_OTHERS, (text,))
        for text in right + wrong
        if POINTS_AT_OTHERS.search(text.casefold())
    ]
    if not right or not wrong:
        return found
    if min(map(_length, right)) > max(map(_length, wrong)):
        found.append(Found(Clue.LONGEST))
    return [
        *found,
        *_absolutes(right, wrong),
        *_echo(body["stem"], right, wrong),
        *_punctuation(right, wrong),
    ]


def _length(text: str) -> int:
    return len(" ".join(text.split()))


def _absolutes(right: list[str], wrong: list[str]) -> list[Found]:
    """Absolute words on one side only: in two wrong options or more, or in every right one."""
    in_right = [ABSOLUTES.intersection(words(text)) for text in right]
    in_wrong = [ABSOLUTES.intersection(words(text)) for text in wrong]
    if not any(in_right) and sum(map(bool, in_wrong)) >= min(2, len(wrong)):
        return [Found(Clue.ABSOLUTES_WRONG, tuple(sorted(set().union(*in_wrong))))]
    plainly = [each - AMBIGUOUS for each in in_right]
    if all(plainly) and not any(in_wrong):
        return [Found(Clue.ABSOLUTES_RIGHT, tuple(sorted(set().union(*plainly))))]
    return []


def _echo(question: str, right: list[str], wrong: list[str]) -> list[Found]:
    """Telling words of the question that every right option repeats and no wrong one does."""
    asked, elsewhere = _telling(question), set().union(*map(_telling, wrong))
    repeated = set(asked).intersection(*map(_telling, right)) - set(elsewhere)
    return [Found(Clue.ECHO, tuple(sorted(asked[each] for each in repeated)))] if repeated else []


def _telling(text: str) -> dict[str, str]:
    """The words that carry meaning, by their stem: kind and kinderen are one word."""
    return {
        stem(word, "nl"): word
        for word in words(text)
        if len(word) >= SHORTEST_TELLING_WORD and word not in EMPTY_WORDS
    }


def _punctuation(right: list[str], wrong: list[str]) -> list[Found]:
    """A full stop behind right options only, or behind wrong ones only."""
    stops_right = {text.rstrip().endswith((".", "!", ";")) for text in right}
    stops_wrong = {text.rstrip().endswith((".", "!", ";")) for text in wrong}
    if len(stops_right) == len(stops_wrong) == 1 and stops_right != stops_wrong:
        return [Found(Clue.PUNCTUATION)]
    return []


def _texts(kind: str, body: Mapping[str, Any]) -> list[list[str]]:
    """Every list whose parts a learner has to tell from each other; what shows an image is told by that."""
    lists = [*_lists_of_options(kind, body), body.get("steps", []), body.get("pairs", [])]
    return [
        [
            _plain(part.get("text") or part.get("left", ""))
            for part in parts
            if "picture" not in part
        ]
        for parts in lists
    ]


def _doubles(texts: Sequence[str]) -> set[str]:
    return {text for text in texts if texts.count(text) > 1}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


# --- what lacks feedback --------------------------------------------------------------------------


def _without_feedback(kind: str, body: Mapping[str, Any]) -> list[str]:
    """What a learner can choose or give and gets no word about; empty texts are answers as such."""
    if kind == "true_false":
        return [option["id"] for option in body["options"] if not _says_something(option)]
    if kind == "numeric":
        lacking = [side for side in ("low", "high") if not _says_something(body["feedback"], side)]
        return lacking if lacking == ["low", "high"] else []
    if kind == "short_text":
        return [] if _says_something(body) else [""]
    if kind == "cloze":
        return [text for gap in body["gaps"] for text in _gap_without_feedback(gap)]
    if kind == "branching":
        choices = [choice for scene in body["scenes"] for choice in scene["choices"]]
        return [choice["text"] for choice in choices if not _says_something(choice)]
    for name, text in (("options", "text"), ("pairs", "left"), ("steps", "text")):
        if name in body:
            return [item[text] for item in body[name] if not _says_something(item)]
    return []


def _gap_without_feedback(gap: Mapping[str, Any]) -> list[str]:
    if "options" in gap:
        return [option["text"] for option in gap["options"] if not _says_something(option)]
    return [] if _says_something(gap) else [gap["accepted"][0]]


def _says_something(part: Mapping[str, Any], name: str = "feedback") -> bool:
    """In words or with an image."""
    return bool(part[name].strip() or part.get(f"{name}_picture"))


# --- what tricks earn -----------------------------------------------------------------------------


def _trick(kind: str, body: Mapping[str, Any], *, truth: str) -> Fraction:
    if kind == "true_false":
        return ALL if any(o["correct"] and o["id"] == truth for o in body["options"]) else NOTHING
    lists = _lists_of_options(kind, body)
    if kind in ("single_choice", "case"):
        return _longest(lists[0])
    if kind == "multiple_response":
        return _longest_half(lists[0])
    if kind == "cloze":
        return sum(map(_longest, lists), NOTHING) / len(body["gaps"])
    if kind == "branching":
        return _walked(body["scenes"], _longest_of)
    return NOTHING


def _longest(options: Sequence[Option]) -> Fraction:
    """The chance that the longest option is right: between equally long ones one is picked blindly."""
    return _blind(_longest_of(options))


def _longest_of(options: Sequence[Option]) -> list[Option]:
    longest = max(_length(option["text"]) for option in options)
    return [option for option in options if _length(option["text"]) == longest]


def _longest_half(options: Sequence[Option]) -> Fraction:
    """The mark for choosing every option that is longer than average."""
    mean = Fraction(sum(_length(option["text"]) for option in options), len(options))
    picked = [str(n) for n, option in enumerate(options) if _length(option["text"]) > mean]
    return several_choices(
        options=[str(n) for n in range(len(options))],
        correct=[str(n) for n, option in enumerate(options) if option["correct"]],
        chosen=picked,
    )


def _guess(kind: str, body: Mapping[str, Any]) -> Fraction:
    """One option picked blindly; nothing for what must be typed, ordered or matched."""
    if kind in ("single_choice", "case", "true_false"):
        return _blind(body["options"])
    if kind == "cloze":
        return sum(map(_blind, _lists_of_options(kind, body)), NOTHING) / len(body["gaps"])
    if kind == "branching":
        return _walked(body["scenes"], list)
    if kind == "multiple_response":
        right = sum(1 for option in body["options"] if option["correct"])
        return Fraction(right, len(body["options"])) * Fraction(1, right) if right else NOTHING
    return NOTHING


def _blind(options: Sequence[Option]) -> Fraction:
    return Fraction(sum(1 for option in options if option["correct"]), len(options))


def _walked(
    scenes: Sequence[Mapping[str, Any]], among: Callable[[Sequence[Option]], Sequence[Option]]
) -> Fraction:
    """What a case earns on average for one who picks blindly `among` the choices of each scene.

    Its mark is the mean worth along the path. So from each scene on, by the number of choices to the end:
    how likely that many are, and what they are worth together, weighed by that chance.
    """
    ways: dict[str, dict[int, tuple[Fraction, Fraction]]] = {"": {0: (ALL, NOTHING)}}
    for scene in reversed(scenes):
        picked = among(scene["choices"])
        on: dict[int, tuple[Fraction, Fraction]] = {}
        for choice in picked:
            for steps, (chance, worth) in ways[choice["to"]].items():
                known_chance, known_worth = on.get(steps + 1, (NOTHING, NOTHING))
                gained = worth + chance * WORTHS[choice["worth"]]
                on[steps + 1] = (
                    known_chance + chance / len(picked),
                    known_worth + gained / len(picked),
                )
        ways[scene["id"]] = on
    begin = ways[scenes[0]["id"]]
    return sum((worth / steps for steps, (_chance, worth) in begin.items()), NOTHING)
