"""From text to what is sought. Pure Python, so that every database finds the same."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

import snowballstemmer

from .words import PARTS, STEMS, STOPWORDS

_WORD = re.compile(r"[^\W_]+")
# "baby's" is a baby, "l'aide" two words.
_PLURAL_S = re.compile(r"(?<=\w)['’]s\b")
_STEMMERS = {"nl": "dutch", "en": "english", "fr": "french"}
_LINKS = ("", "s", "e", "n", "en", "er")
_SHORTEST_LEFT = 3
_SHORTEST_RIGHT = 3
_LONGEST = 80


def words(text: str) -> list[str]:
    """The words of a text in small letters without accents, in order; at most 80 letters each."""
    plain = unicodedata.normalize("NFKD", _PLURAL_S.sub("", text))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return [word[:_LONGEST] for word in _WORD.findall(letters.casefold())]


def telling(found: Collection[str], language: str) -> list[str]:
    """The words without those that say nothing, unless nothing would be left."""
    stop = STOPWORDS.get(language, frozenset())
    return [word for word in found if word not in stop] or list(found)


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The form under which the forms of one word are sought."""
    known = STEMS.get(language, {}).get(word)
    if known:
        return known
    name = _STEMMERS.get(language)
    if name is None or word.isdigit():
        return word
    stemmer = snowballstemmer.stemmer(name)
    if language == "nl" and word.startswith("ge") and len(word) > 4:
        # The stemmer takes "ge" for the mark of a participle: "geweld", "gezin" and "gevaar" would go.
        return "ge" + (stemmer.stemWord(word[2:]) or word[2:])
    return stemmer.stemWord(word) or word


def compound_parts(word: str, known: Collection[str], language: str) -> list[str]:
    """The known words that a Dutch compound is made of, or nothing.

    The longest beginning wins, so that "ouderenmishandeling" holds *ouderen* and never *ouder*.
    """
    if language != "nl" or len(word) < _SHORTEST_LEFT + _SHORTEST_RIGHT + 1:
        return []
    for cut in range(len(word) - _SHORTEST_RIGHT, _SHORTEST_LEFT - 1, -1):
        left = word[:cut]
        if not _is_known(left, known):
            continue
        for link in _LINKS:
            right = word[cut + len(link) :]
            if word[cut:].startswith(link) and len(right) >= _SHORTEST_RIGHT:
                if _is_known(right, known):
                    return [left, right]
                if further := compound_parts(right, known, language):
                    return [left, *further]
    return []


def _is_known(word: str, known: Collection[str]) -> bool:
    return word in PARTS or (len(word) > 3 and word in known)


def tokens(word: str, language: str, known: Collection[str] = ()) -> list[tuple[str, bool]]:
    """What a word of a page is found under: (token, is it only a part). The whole comes first.

    A search for a part finds the compound ("geweld": partnergeweld); a search for the compound does not
    find what merely shares a part with it.
    """
    whole = stem(word, language)
    parts = [stem(part, language) for part in compound_parts(word, known, language)]
    return [(whole, False), *((part, True) for part in dict.fromkeys(parts) if part != whole)]


def marked(text: str, sought: frozenset[str], language: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that is sought; joined they are the text."""
    pieces: list[tuple[str, bool]] = []
    done = 0
    for match in _WORD.finditer(text):
        if _is_sought(match[0], sought, language):
            pieces += [(text[done : match.start()], False), (match[0], True)]
            done = match.end()
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


@lru_cache(maxsize=20_000)
def _is_sought(written: str, sought: frozenset[str], language: str) -> bool:
    """What was sought helps to take a compound apart, as the words of the site did."""
    found = {token for word in words(written) for token, _ in tokens(word, language, sought)}
    return bool(found & sought)
