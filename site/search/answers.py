"""The public search as arithmetic over the device's index: no database, nothing kept.

`site/static/js/search.js` does the same on the reader's device, step by step. A test compares them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from . import tokens
from .enums import Shelf

MOST_WORDS = 8
SHORTEST_BEGINNING = 3
# What is left of a word without its ending, and a part of a compound.
SHORTEST_STEM = 4
LONGEST_COMPOUND = 40
# From so many letters on, one or two of them may be wrong.
ONE_WRONG, TWO_WRONG = 5, 8
# Who asks three words or more is also shown what holds all but one.
LONG_QUESTION = 3
MOST_SHOWN = {Shelf.HELPLINES: 5, Shelf.PAGES: 12, Shelf.PROFESSIONALS: 5}
# Letters that sound alike at the beginning of a word, and are taken for each other.
_ALIKE = str.maketrans("fzck", "vsss")

Places = dict[int, int]


@dataclass(frozen=True)
class Found:
    title: str
    url: str
    excerpt: str
    phone: str


@dataclass(frozen=True)
class Answer:
    """What was found, by shelf. `understood` is the question without its typing errors, if it had any."""

    helplines: tuple[Found, ...] = ()
    pages: tuple[Found, ...] = ()
    professionals: tuple[Found, ...] = ()
    understood: str = ""

    def __len__(self) -> int:
        return len(self.helplines) + len(self.pages) + len(self.professionals)


def answer(index: dict, question: str) -> Answer:
    """The entries that hold most of the words, best first, helplines and professionals apart."""
    asked = dict.fromkeys(word for word in tokens.words(question) if word not in index["stop"])
    scores: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    understood = []
    for word in list(asked)[:MOST_WORDS]:
        places, meant = _look_up(index, word)
        understood.append(meant)
        for entry, weight in places.items():
            scores[entry][0] += 1
            scores[entry][1] += weight
    corrected = understood != list(asked)[:MOST_WORDS]
    shelves = _shelved(index, scores)
    return Answer(
        helplines=_shown(index, shelves[Shelf.HELPLINES], Shelf.HELPLINES),
        pages=_shown(index, shelves[Shelf.PAGES], Shelf.PAGES),
        professionals=_shown(index, shelves[Shelf.PROFESSIONALS], Shelf.PROFESSIONALS),
        understood=" ".join(understood) if corrected else "",
    )


Scored = list[tuple[int, int, int]]


def _shelved(index: dict, scores: dict[int, list[int]]) -> dict[Shelf, Scored]:
    """Of each shelf what holds enough of the words, as (words held, weight, entry), best first.

    What is for professionals stays away where pages for everyone answer more of the question.
    """
    order = list(Shelf)
    shelves: dict[Shelf, Scored] = {shelf: [] for shelf in order}
    for entry, (held, weight) in scores.items():
        shelves[order[index["entries"][entry][3]]].append((held, weight, entry))
    most = {shelf: max((each[0] for each in found), default=0) for shelf, found in shelves.items()}
    if most[Shelf.PROFESSIONALS] < max(most[Shelf.HELPLINES], most[Shelf.PAGES]):
        shelves[Shelf.PROFESSIONALS] = []
    for shelf, found in shelves.items():
        enough = most[shelf] - (most[shelf] >= LONG_QUESTION)
        shelves[shelf] = sorted(
            (each for each in found if each[0] >= enough),
            key=lambda each: (-each[0], -each[1], each[2]),
        )
    return shelves


def _shown(index: dict, found: Scored, shelf: Shelf) -> tuple[Found, ...]:
    best = [index["entries"][entry] for _, _, entry in found[: MOST_SHOWN[shelf]]]
    return tuple(Found(title, url, excerpt, phone) for title, url, excerpt, _, phone in best)


def _look_up(index: dict, word: str) -> tuple[Places, str]:
    """Where a word stands, and the word that was taken for it.

    Itself; else what begins with it; else, for a form nobody wrote down, what it is a compound or
    a form of; else the word that it is nearest to, unless it is a word we know.
    """
    own = _places(index, word)
    if own:
        return own, word
    if len(word) >= SHORTEST_BEGINNING and (begun := _begun(index, word)):
        return begun, word
    if parts := _parts(index, word):
        return _with_all(index, parts), word
    if word in index["words"]:
        return {}, word
    for ending in index["endings"]:
        base = word.removesuffix(ending)
        if SHORTEST_STEM <= len(base) < len(word) and (found := _places(index, base)):
            return found, word
    near = _nearest(index, word)
    return (_places(index, near), near) if near else ({}, word)


def _places(index: dict, word: str) -> Places:
    return dict(index["tokens"].get(index["words"].get(word, word), ()))


def _begun(index: dict, word: str) -> Places:
    best: Places = {}
    for known in _known(index):
        if known.startswith(word):
            for entry, weight in _places(index, known).items():
                best[entry] = max(weight, best.get(entry, 0))
    return best


def _known(index: dict) -> Iterator[str]:
    """Words that lead somewhere: as they are written, then as they are sought."""
    yield from (word for word, token in index["words"].items() if token in index["tokens"])
    yield from (token for token in index["tokens"] if token not in index["words"])


def _parts(index: dict, word: str) -> list[str]:
    """The known words that a compound is made of, or nothing. Known is also what leads nowhere.

    So "ouderenmishandeling" is never *ouder* with a link, nor a typing error for "oudermishandeling".
    """
    if len(word) > LONGEST_COMPOUND or not index["links"]:
        return []
    return tokens.split(
        word,
        lambda part: part in index["words"] or part in index["tokens"],
        index["links"],
        SHORTEST_STEM,
    )


def _with_all(index: dict, parts: list[str]) -> Places:
    places = [_places(index, part) for part in parts]
    return {
        entry: min(each[entry] for each in places)
        for entry in places[0]
        if all(entry in each for each in places)
    }


def _nearest(index: dict, word: str) -> str:
    """The word that was probably meant, or nothing.

    Of two as near, one that somebody wrote rather than a stem, then the one that is found more often.
    """
    most = 2 if len(word) >= TWO_WRONG else 1 if len(word) >= ONE_WRONG else 0
    if not most or any(sign.isdigit() for sign in word):
        return ""
    first = word[0].translate(_ALIKE)
    near = [
        (errors, known not in index["words"], -len(_places(index, known)), known)
        for known in _known(index)
        if known[0].translate(_ALIKE) == first
        and abs(len(known) - len(word)) <= most
        and (errors := typing_errors(word, known)) <= most
    ]
    return min(near)[3] if near else ""


def typing_errors(left: str, right: str) -> int:
    """How many letters were left out, added, mistaken or exchanged with their neighbour."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        above, row, two_above = row, [i], before
        for j, other in enumerate(right, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                least = min(least, two_above[j - 2] + 1)
            row.append(least)
        before = above
    return row[-1]
