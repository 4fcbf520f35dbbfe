"""What the site publishes about badges: its keys, and which badges were withdrawn."""

import hashlib
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.db.models import Q

from credentials import statements
from credentials.badges import issuer, proofs, tokens
from credentials.badges.credential import Issuer, status_list
from credentials.badges.issuer import PublishedKey
from credentials.badges.multikey import public_multikey
from credentials.badges.status_list import encode
from credentials.errors import KeyWithdrawn
from credentials.models import BadgeFile, Certificate, IssuerKey, StatusList

KEPT_SECONDS = 60 * 60


def did_document() -> dict[str, object]:
    """The site's DID document: every key that ever signed, and the one that will sign next."""
    known = [PublishedKey(key.multikey, key.withdrawn_at) for key in IssuerKey.objects.all()]
    present = public_multikey(issuer.signing_key())
    if present not in {key.multikey for key in known}:
        known.append(PublishedKey(present))
    return issuer.document(known)


def status_list_credential(number: int, now: datetime) -> dict[str, object] | None:
    """A status list as it is at this moment, signed; None when there is no such list.

    Raises KeyWithdrawn: better no list than one that whoever has the key could have made as well.
    """
    document = _unsigned(number)
    if document is None:
        return None
    key, multikey = _trusted_key()
    kept_as = _kept_as(number, multikey, document)
    kept = cache.get(kept_as)
    if kept is None:
        kept = proofs.with_proofs(
            document, key=key, method=issuer.multikey_method(multikey), created=now
        )
        cache.set(kept_as, kept, KEPT_SECONDS)
    return kept


def status_list_token(number: int) -> str | None:
    """The same as a signed JSON Web Token; raises KeyWithdrawn too."""
    document = _unsigned(number)
    if document is None:
        return None
    key, multikey = _trusted_key()
    method = issuer.jwk_method(multikey)
    # No badge, so the W3C's own type.
    return tokens.sign(document, key=key, method=method, kind="vc+jwt")


def badge_file(certificate: Certificate, form: str) -> bytes | None:
    """The bytes of one form of the badge, as first made; None while none that is trusted is there."""
    found = BadgeFile.objects.filter(
        print__badge__certificate=certificate,
        print__badge__key__withdrawn_at=None,
        print__form=form,
    )
    stored = found.first()
    return None if stored is None else bytes(stored.content)


def _trusted_key() -> tuple[Ed25519PrivateKey, str]:
    """The key that signs now, and its public half; raises KeyWithdrawn."""
    key = issuer.signing_key()
    multikey = public_multikey(key)
    if IssuerKey.objects.withdrawn().filter(multikey=multikey).exists():
        raise KeyWithdrawn
    return key, multikey


def _unsigned(number: int) -> dict[str, object] | None:
    found = StatusList.objects.filter(pk=number).first()
    if found is None:
        return None
    withdrawn = found.entries.filter(
        Q(certificate__revoked_at__isnull=False) | Q(certificate__superseded_at__isnull=False)
    )
    vouching = Issuer(did=issuer.did(), name="", url="")
    return status_list(
        issuer=vouching,
        url=statements.list_url(number),
        encoded=encode(withdrawn.values_list("index", flat=True)),
        valid_from=found.created_at,
    )


def _kept_as(number: int, multikey: str, document: dict[str, object]) -> str:
    """Changes with every withdrawal, so that what is kept is never out of date."""
    content = f"{multikey}{document}".encode()
    return f"credentials:status:{number}:{hashlib.sha256(content).hexdigest()}"
