"""Fairness in sentences, for editors."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .fairness import Clue, Found, clues

MOST_NAMED = 3


def fairness_sentences(kind: str, body: Mapping[str, Any]) -> list[str]:
    """What stands out in a question, a sentence each; empty when nothing does."""
    return [_sentence(found) for found in clues(kind, body)]


def _sentence(found: Found) -> str:
    words = _named(found.words)
    match found.clue:
        case Clue.LONGEST:
            return _(
                "What is right is longer than everything that is wrong. Who knows nothing picks it."
            )
        case Clue.ABSOLUTES_WRONG:
            return _("Only wrong options hold absolute words: %(words)s.") % {"words": words}
        case Clue.ABSOLUTES_RIGHT:
            return _("Only what is right holds absolute words: %(words)s.") % {"words": words}
        case Clue.ECHO:
            return _("Only what is right repeats words of the question: %(words)s.") % {
                "words": words
            }
        case Clue.PUNCTUATION:
            return _("What is right ends with other punctuation than what is wrong.")
        case Clue.POINTS_AT_OTHERS:
            return _("An option points at other options, which come in any order: %(words)s.") % {
                "words": words
            }
        case Clue.SAID_TWICE:
            return _(
                "This stands there twice, and nobody can choose between the two: %(words)s."
            ) % {"words": words}
        case Clue.NO_FEEDBACK if words:
            return _("Without feedback: %(words)s.") % {"words": words}
        case Clue.NO_FEEDBACK:
            return _("Wrong answers get no feedback.")


def _named(words: tuple[str, ...]) -> str:
    """At most three of them, in quotation marks."""
    named = [Truncator(_in_words(word)).chars(60) for word in words if word]
    more = ["…"] if len(named) > MOST_NAMED else []
    return ", ".join([*(f"“{word}”" for word in named[:MOST_NAMED]), *more])


def _in_words(word: str) -> str:
    """Answers that are no texts of the editor's are named by what the editor calls them."""
    return {
        "true": _("True"),
        "false": _("False"),
        "low": _("a lower number"),
        "high": _("a higher number"),
    }.get(word, word)
