"""What a badge says, from plain facts: the document before it is signed.

Source: Open Badges 3.0 (OpenBadgeCredential, AchievementSubject, Achievement) on W3C Verifiable
Credentials 2.0. The holder is named, not numbered: `credentialSubject.id` is a number of this one
credential and ties it to no other.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from .linked_data import CREDENTIALS, OPEN_BADGES
from .moments import iso


@dataclass(frozen=True)
class Issuer:
    """Who vouches: a DID, a name, and the address of the site."""

    did: str
    name: str
    url: str


@dataclass(frozen=True)
class StatusEntry:
    """Where it is published whether the credential was withdrawn."""

    list_url: str
    index: int


@dataclass(frozen=True)
class Badge:
    """The facts of one badge; the sentences are in `language`, addresses are absolute."""

    url: str
    issuer: Issuer
    holder_name: str
    achievement_key: str
    version: int
    title: str
    description: str
    criteria: str
    language: str
    picture_url: str
    achieved_at: datetime
    issued_at: datetime
    expires_at: datetime | None
    status: StatusEntry


def unsigned(badge: Badge) -> dict[str, object]:
    """The credential of a badge, without a proof."""
    document: dict[str, object] = {
        "@context": [CREDENTIALS, OPEN_BADGES],
        "id": badge.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.title,
        "description": badge.description,
        "issuer": _issuer(badge.issuer),
        "validFrom": iso(badge.issued_at),
        "awardedDate": iso(badge.achieved_at),
        "credentialSubject": _subject(badge),
        "credentialStatus": _status(badge.status),
    }
    if badge.expires_at:
        document["validUntil"] = iso(badge.expires_at)
    return document


def status_list(
    *, issuer: Issuer, url: str, encoded: str, valid_from: datetime
) -> dict[str, object]:
    """The published list of what was withdrawn, without a proof."""
    return {
        "@context": [CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": iso(valid_from),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }


def _issuer(issuer: Issuer) -> dict[str, object]:
    return {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.url}


def _subject(badge: Badge) -> dict[str, object]:
    return {
        "id": f"urn:uuid:{uuid5(NAMESPACE_URL, badge.url)}",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "identityHash": badge.holder_name,
                "identityType": "name",
                "hashed": False,
            }
        ],
        "achievement": {
            "id": f"urn:uuid:{_achievement_number(badge)}",
            "type": ["Achievement"],
            "achievementType": "CertificateOfCompletion",
            "name": badge.title,
            "description": badge.description,
            "criteria": {"narrative": badge.criteria},
            "inLanguage": badge.language,
            "version": str(badge.version),
            "image": {"id": badge.picture_url, "type": "Image", "caption": badge.title},
        },
    }


def _achievement_number(badge: Badge) -> object:
    """The same for everyone who achieved this, in this version, on this site."""
    return uuid5(NAMESPACE_URL, f"{badge.issuer.did}#{badge.achievement_key}:{badge.version}")


def _status(status: StatusEntry) -> dict[str, object]:
    return {
        "id": f"{status.list_url}#{status.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(status.index),
        "statusListCredential": status.list_url,
    }
