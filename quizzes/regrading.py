"""From one version of a question to another: what an old answer says in the new one. No ORM."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from .enums import Skipped
from .errors import MalformedResponse
from .scoring import NOTHING
from .types import TYPES, Given
from .types.base import Body


@dataclass(frozen=True)
class Version:
    """What is needed of a question version."""

    kind: str
    body: Body


@dataclass(frozen=True)
class Marked:
    """An answer marked by another version, in whose ids `response` is; or why it was skipped."""

    mark: Fraction | None
    response: dict[str, Any] | None = None
    skipped: str = ""


def wordings(body: Any) -> dict[str, str]:
    """Everything with an id of its own in a body, with its words."""
    return dict(_named(body))


def mapping(old: Body, new: Body, stated: Mapping[str, str]) -> dict[str, str]:
    """Which id of the new version stands for each id of the old one.

    The id itself, where it is still there; otherwise what was stated for it; otherwise the one with the
    same words, if exactly one has them. What is left has nothing that stands for it.
    """
    known = wordings(new)
    often = Counter(known.values())
    by_words = {words: key for key, words in known.items() if words and often[words] == 1}
    found = {}
    for key, words in wordings(old).items():
        if key in known:
            found[key] = key
        elif stated.get(key) in known:
            found[key] = stated[key]
        elif words in by_words:
            found[key] = by_words[words]
    return found


def vanished(old: Body, new: Body) -> dict[str, str]:
    """What could be chosen in the old version and has neither its id nor its words in the new one."""
    kept = mapping(old, new, {})
    return {key: words for key, words in wordings(old).items() if key not in kept and words}


def translated(old: Version, new: Version, given: Given, stated: Mapping[str, str]) -> Given:
    """The answer as the new version would have it; raises MalformedResponse when it has no place there."""
    sent = _replaced(TYPES[old.kind].as_sent(given), mapping(old.body, new.body, stated))
    return TYPES[new.kind].clean(new.body, sent)


def marked_by(old: Version, new: Version, given: Given | None, stated: Mapping[str, str]) -> Marked:
    """The mark of an answer by the new version. Nothing answered earns nothing, there as here."""
    if given is None or TYPES[old.kind].is_blank(given):
        return Marked(NOTHING)
    if TYPES[old.kind].is_erased(given):
        return Marked(None, skipped=Skipped.ERASED)
    try:
        moved = translated(old, new, given, stated)
    except MalformedResponse:
        return Marked(None, skipped=Skipped.UNMAPPED)
    return Marked(TYPES[new.kind].mark(new.body, moved), moved.response)


def order_in(
    old: Version, new: Version, drawn: Sequence[str], stated: Mapping[str, str]
) -> list[str]:
    """The order drawn for the attempt, in the ids of the new version; what is new comes last."""
    # No chance in it: what was not there is shown as the editor wrote it.
    known = TYPES[new.kind].draw(new.body, chance=Random(0), shuffle=False)  # noqa: S311
    ids = mapping(old.body, new.body, stated)
    kept = ["/".join(ids.get(part, part) for part in key.split("/")) for key in drawn]
    kept = [key for key in dict.fromkeys(kept) if key in known]
    return [*kept, *(key for key in known if key not in kept)]


def _named(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, Mapping):
        if isinstance(part.get("id"), str):
            yield part["id"], str(part.get("text") or part.get("left") or "")
        for inner in part.values():
            yield from _named(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _named(inner)


def _replaced(part: Any, ids: Mapping[str, str]) -> Any:
    """Every id in an answer, as key or as value, by the one that stands for it."""
    if isinstance(part, Mapping):
        return {ids.get(key, key): _replaced(inner, ids) for key, inner in part.items()}
    if isinstance(part, list):
        return [_replaced(inner, ids) for inner in part]
    return ids.get(part, part) if isinstance(part, str) else part
