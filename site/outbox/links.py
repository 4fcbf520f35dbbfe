"""The link by which somebody refuses one kind of mail: signed, for one purpose, without signing in."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

PURPOSE = "outbox.unsubscribe"
# Stands in a draft where the link of its reader comes; no link looks like it.
READERS_OWN = "https://de-link-van-wie-dit-leest.invalid/"


@dataclass(frozen=True)
class Link:
    """Whom a link speaks for, and about which kind of mail."""

    subject_id: UUID
    kind: str


def address(link: Link, language: str) -> str:
    """The whole address, in the language of the mail."""
    token = signing.Signer(salt=PURPOSE).sign_object([link.subject_id.hex, link.kind])
    with translation.override(language):
        return settings.SITE_URL + reverse("outbox:unsubscribe", args=[token])


def read(token: str) -> Link | None:
    """What a link says; None when it is damaged or made for something else."""
    try:
        subject_id, kind = signing.Signer(salt=PURPOSE).unsign_object(token)
        return Link(UUID(hex=subject_id), str(kind))
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None


def headers(link: Link, language: str) -> dict[str, str]:
    """What a mail program shows as a button of its own (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{address(link, language)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
