"""Port: every app that writes mails says which kinds there are, and which of them one may refuse.

Called from an app's `ready()`. A mail belongs to the kind that names its template. What is not named
is always sent; a test of the house finds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class MailKind:
    """What somebody chooses about: when these mails come or, where one cannot refuse them, why not.

    Its words are lazy, for the language of whoever reads. An optional mail is written only to a
    Subject, so that a link in it can speak for them.
    """

    key: str
    title: "str | StrPromise"
    about: "str | StrPromise"
    # Below templates/emails, without the end of the name.
    templates: tuple[str, ...] = ()
    is_optional: bool = False


_kinds: dict[str, MailKind] = {}


def register(*kinds: MailKind) -> None:
    """Registering the same key again replaces it."""
    _kinds.update({kind.key: kind for kind in kinds})


def all_kinds() -> list[MailKind]:
    return [_kinds[key] for key in sorted(_kinds)]


def find(key: str) -> MailKind | None:
    return _kinds.get(key)


def optional_kind(key: str) -> MailKind | None:
    """The kind of this key, when it is one that may be refused."""
    found = find(key)
    return found if found and found.is_optional else None


def key_of(template: str) -> str:
    """The kind a template belongs to; empty for one that nobody registered."""
    return next((kind.key for kind in _kinds.values() if template in kind.templates), "")


def templates(kinds: Iterable[MailKind]) -> set[str]:
    return {template for kind in kinds for template in kind.templates}
