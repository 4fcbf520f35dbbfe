"""Who signs badges: the site, under `did:web`, with a key of its own.

Source: did:web Method Specification (the DID is the host name; its document is at
/.well-known/did.json) and W3C Controlled Identifiers 1.0 (Multikey and JsonWebKey methods).
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .moments import iso
from .multikey import public_jwk, public_multikey, thumbprint

OWN_KEY = "badge.pem"


@dataclass(frozen=True)
class PublishedKey:
    """A public key with the moment from which nothing it signed counts, if there is one."""

    multikey: str
    withdrawn_at: datetime | None = None


def did() -> str:
    """The site's DID, from its address: `did:web:example.org`, a port percent-encoded."""
    return f"did:web:{quote(urlsplit(settings.SITE_URL).netloc, safe='')}"


def multikey_method(multikey: str) -> str:
    """The address of a key for Data Integrity proofs."""
    return f"{did()}#{multikey}"


def jwk_method(multikey: str) -> str:
    """The address of the same key for JSON Web Tokens."""
    return f"{did()}#{thumbprint(multikey)}"


def document(keys: Iterable[PublishedKey]) -> dict[str, object]:
    """The DID document. A key that was replaced stays in it, so that what it signed is still proved."""
    published = list(keys)
    trusted = [key for key in published if key.withdrawn_at is None]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://www.w3.org/ns/cid/v1"],
        "id": did(),
        "verificationMethod": [method for key in published for method in _methods(key)],
        "assertionMethod": [method["id"] for key in trusted for method in _methods(key)],
    }


def signing_key() -> Ed25519PrivateKey:
    """The key that signs now: the one named in the settings, or the site's own, made if there is none.

    It is read each time, so that a new key is taken up by a worker that was already running.
    """
    passphrase = settings.CERTIFICATE_BADGE_PASSPHRASE
    path = Path(settings.CERTIFICATE_BADGE_KEY or own_key())
    key = serialization.load_pem_private_key(
        path.read_bytes(), passphrase.encode() if passphrase else None
    )
    if not isinstance(key, Ed25519PrivateKey):
        raise ImproperlyConfigured("CERTIFICATE_BADGE_KEY must be an Ed25519 key in a PEM file.")
    return key


def own_key() -> Path:
    """Where the site's own key stands, made now if there is none. Two at once make one."""
    path = settings.DATA_DIR / "keys" / OWN_KEY
    if not path.exists():
        _put(path, replace=False)
    return path


def replace_own_key() -> str:
    """Make another key and give its public half; the old one signs no more, and is thrown away."""
    path = settings.DATA_DIR / "keys" / OWN_KEY
    _put(path, replace=True)
    return public_multikey(signing_key())


def _put(path: Path, *, replace: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(_new_key())
    if replace:
        os.replace(draft.name, path)
        return
    try:
        os.link(draft.name, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft.name)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _methods(key: PublishedKey) -> list[dict[str, object]]:
    multikey: dict[str, object] = {
        "id": multikey_method(key.multikey),
        "type": "Multikey",
        "controller": did(),
        "publicKeyMultibase": key.multikey,
    }
    jwk: dict[str, object] = {
        "id": jwk_method(key.multikey),
        "type": "JsonWebKey",
        "controller": did(),
        "publicKeyJwk": {**public_jwk(key.multikey), "kid": thumbprint(key.multikey)},
    }
    if key.withdrawn_at:
        multikey["revoked"] = jwk["revoked"] = iso(key.withdrawn_at)
    return [multikey, jwk]
