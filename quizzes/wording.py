"""Sentences that screens and commands share."""

from django.utils.translation import gettext as _

from .exchange.errors import FileRefused
from .exchange.findings import Place
from .types import TYPES


def place_words(place: Place) -> str:
    """Where a question stands: "line 12, question 3", with the file's name inside a package."""
    words = {"line": place.line, "question": place.number, "file": place.file}
    if place.file and place.line:
        return _("%(file)s, line %(line)s, question %(question)s") % words
    if place.file:
        return _("%(file)s, question %(question)s") % words
    return _("line %(line)s, question %(question)s") % words


def refusal_words(refusal: FileRefused) -> str:
    """Why a whole file is refused, with the place where reading stopped."""
    words = {"line": refusal.line, "question": refusal.number, "why": str(refusal)}
    if refusal.line and refusal.number:
        return _("Line %(line)s, question %(question)s: %(why)s") % words
    if refusal.line:
        return _("Line %(line)s: %(why)s") % words
    return str(refusal)


def type_words(kind: str) -> str:
    """What editors call a type of question."""
    return str(TYPES[kind].label)
