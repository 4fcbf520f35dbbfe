"""From text to what is sought. Pure Python, so that every database finds the same."""

import re
import unicodedata
from collections.abc import Callable, Collection, Container
from functools import lru_cache

import snowballstemmer

from . import dutch
from .words import COMPOUNDING, PARTS, STEMS, STOPWORDS

_WORD = re.compile(r"[^\W_]+")
# "baby's" is a baby, "l'aide" two words.
_PLURAL_S = re.compile(r"(?<=\w)['’]s\b")
_STEMMERS = {"en": "english", "fr": "french"}
LINKS = ("", "s", "e", "n", "en", "er")
_SHORTEST_PART = 3
_LONGEST = 80


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order; at most 80 letters each."""
    plain = unicodedata.normalize("NFKD", _PLURAL_S.sub("", text))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:_LONGEST] for word in _WORD.findall(letters.casefold())]


def telling(found: list[str], language: str) -> list[str]:
    """The words without those that say nothing, unless nothing would be left."""
    stop = STOPWORDS.get(language, frozenset())
    return [word for word in found if word not in stop] or list(found)


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The form under which the forms of one word are sought."""
    known = STEMS.get(language, {}).get(word)
    if known:
        return known
    if language == "nl" and not word.isdigit():
        return dutch.stem(word)
    name = _STEMMERS.get(language)
    if name is None or word.isdigit():
        return word
    return snowballstemmer.stemmer(name).stemWord(word) or word


def compound_parts(word: str, known: Container[str], language: str) -> list[str]:
    """The known words that a Dutch compound is made of, or nothing.

    The longest beginning wins, so that "ouderenmishandeling" holds *ouderen* and never *ouder*.
    """
    if language not in COMPOUNDING or len(word) < 2 * _SHORTEST_PART + 1:
        return []

    def is_known(part: str) -> bool:
        return part in PARTS or (len(part) > _SHORTEST_PART and part in known)

    return split(word, is_known, LINKS, _SHORTEST_PART)


def split(
    word: str, is_known: Callable[[str], bool], links: Collection[str], shortest: int
) -> list[str]:
    """The known parts a word is made of, the longest first one that leads to an end; or nothing."""
    for cut in range(len(word) - shortest, shortest - 1, -1):
        if not is_known(word[:cut]):
            continue
        for link in links:
            right = word[cut + len(link) :]
            if word[cut:].startswith(link) and len(right) >= shortest:
                if is_known(right):
                    return [word[:cut], right]
                if further := split(right, is_known, links, shortest):
                    return [word[:cut], *further]
    return []


def tokens(word: str, language: str, known: Container[str] = ()) -> list[tuple[str, bool]]:
    """What a word of a page is found under: (token, is it only a part). The whole comes first.

    A search for a part finds the compound ("geweld": partnergeweld); a search for the compound does not
    find what merely shares a part with it.
    """
    whole = stem(word, language)
    parts = [stem(part, language) for part in compound_parts(word, known, language)]
    return [(whole, False), *((part, True) for part in dict.fromkeys(parts) if part != whole)]


def marked(text: str, sought: frozenset[str], language: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that is sought; joined they are the text.

    Where no word of it is, a word is one that begins or ends in what is sought: the index was made with
    every word of the site at hand, and knew what its other part is.
    """
    pieces = _pieces(text, lambda word: _is_sought(word, sought, language))
    if any(hit for _, hit in pieces):
        return pieces
    return _pieces(text, lambda word: _holds_sought(word, sought, language))


def _pieces(text: str, is_hit: Callable[[str], bool]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match in _WORD.finditer(text):
        if is_hit(match[0]):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


class _FormsOf:
    """Every form of the words that are sought."""

    def __init__(self, sought: frozenset[str], language: str) -> None:
        self.sought, self.language = sought, language

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and stem(word, self.language) in self.sought


@lru_cache(maxsize=20_000)
def _is_sought(written: str, sought: frozenset[str], language: str) -> bool:
    """What was sought helps to take a compound apart, as the words of the site did."""
    known = _FormsOf(sought, language)
    found = {token for word in words(written) for token, _ in tokens(word, language, known)}
    return bool(found & sought)


@lru_cache(maxsize=20_000)
def _holds_sought(written: str, sought: frozenset[str], language: str) -> bool:
    if language not in COMPOUNDING:
        return False
    forms = _FormsOf(sought, language)
    return any(
        (len(word) - cut > _SHORTEST_PART and word[cut:] in forms)
        or (cut > _SHORTEST_PART and word[:cut] in forms)
        for word in words(written)
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )
