"""Sign a certificate as an Open Badge, once, and keep its bytes and their hashes."""

import hashlib
import json
import secrets
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import Subject
from credentials import statements
from credentials.badges import baking, issuer, picture, proofs, tokens
from credentials.badges.credential import Issuer, unsigned
from credentials.badges.multikey import public_multikey
from credentials.badges.status_list import ENTRIES
from credentials.errors import KeyWithdrawn
from credentials.models import (
    Badge,
    BadgeFile,
    BadgeForm,
    BadgePrint,
    Certificate,
    IssuerKey,
    StatusEntry,
    StatusList,
)

from .telling import tell_of_new_badge

# Beyond this share of a list, chance would draw a taken place too often.
FULLEST = ENTRIES // 2


def make_badge(*, certificate_id: int, now: datetime) -> bool:
    """Sign the badge of a certificate, once; say whether this call did. Safe to repeat.

    Once more, with the same facts, when the key of the badge was withdrawn: the holder is told by mail.
    Raises KeyWithdrawn. Signing happens outside the transaction. Whoever stores first has made the badge's bytes.
    """
    found = Certificate.objects.unbadged().select_related("holder").filter(pk=certificate_id)
    certificate = found.first()
    if certificate is None:
        return False
    place = place_in_status_list(certificate=certificate, now=now)
    private = issuer.signing_key()
    key = _written_down(private, now)
    content = _sign(certificate, certificate.holder.name, place, private, now)
    with transaction.atomic():
        # The Subject first: an erasure is over by then, or waits until what is stored is there to be erased.
        Subject.objects.select_for_update(no_key=True).get(pk=certificate.subject_id)
        locked = Certificate.objects.select_for_update(no_key=True).get(pk=certificate_id)
        # The badge may be there by now, the name erased, or the key withdrawn while it signed.
        if (
            not Certificate.objects.unbadged().filter(pk=certificate_id).exists()
            or IssuerKey.objects.withdrawn().filter(pk=key.pk).exists()
        ):
            return False
        disowned = BadgeFile.objects.filter(print__badge__certificate=locked)
        was_signed = bool(disowned.delete()[0])
        if was_signed and Certificate.objects.valid(now).filter(pk=certificate_id).exists():
            tell_of_new_badge(certificate=locked, now=now)
        _store(Badge.objects.create(certificate=locked, key=key, made_at=now), content)
    return True


def place_in_status_list(*, certificate: Certificate, now: datetime) -> StatusEntry:
    """The place of this certificate in a status list: the one it has, or one drawn by chance."""
    while True:
        found = StatusEntry.objects.filter(certificate=certificate).first()
        if found is not None:
            return found
        try:
            with transaction.atomic():
                return StatusEntry.objects.create(
                    status_list=_open_list(now),
                    index=secrets.randbelow(ENTRIES),
                    certificate=certificate,
                )
        except IntegrityError:
            # The place is taken, or somebody else gave this certificate one.
            continue


def known_key(*, now: datetime) -> IssuerKey:
    """The key that signs now, written down, so that it stays published after it is replaced."""
    return _written_down(issuer.signing_key(), now)


def replace_key(*, now: datetime) -> IssuerKey:
    """Sign with a new key from now on; what the old one signed stays proved."""
    known_key(now=now)
    issuer.replace_own_key()
    return known_key(now=now)


def withdraw_key(*, multikey: str, now: datetime) -> bool:
    """Say to the world that nothing this key signed counts any more; False for an unknown key.

    What it signed is signed again by the key that takes its place, as the clock comes by (`render_waiting`).
    When it is the site's own and still signs, another takes its place. One that comes from the settings
    signs nothing until the settings name another.
    """
    with transaction.atomic():
        known = IssuerKey.objects.filter(multikey=multikey)
        known.filter(withdrawn_at=None).update(withdrawn_at=now)
        found = known.exists()
    still_signs = public_multikey(issuer.signing_key()) == multikey
    if found and still_signs and not settings.CERTIFICATE_BADGE_KEY:
        issuer.replace_own_key()
    return found


def _written_down(private: Ed25519PrivateKey, now: datetime) -> IssuerKey:
    key, _ = IssuerKey.objects.get_or_create(
        multikey=public_multikey(private), defaults={"first_used_at": now}
    )
    if key.withdrawn_at:
        raise KeyWithdrawn
    return key


def _open_list(now: datetime) -> StatusList:
    newest = StatusList.objects.order_by("-pk").first()
    if newest is None or newest.entries.count() >= FULLEST:
        return StatusList.objects.create(created_at=now)
    return newest


def _sign(
    certificate: Certificate,
    name: str,
    place: StatusEntry,
    key: Ed25519PrivateKey,
    now: datetime,
) -> dict[str, bytes]:
    multikey = public_multikey(key)
    document = unsigned(statements.badge(certificate, name, place, _vouching(certificate)))
    proved = proofs.with_proofs(
        document, key=key, method=issuer.multikey_method(multikey), created=now
    )
    text = json.dumps(proved, ensure_ascii=False, separators=(",", ":"))
    png, svg = picture.draw(certificate.title, certificate.issuer, certificate.language)
    token = tokens.sign(document, key=key, method=issuer.jwk_method(multikey))
    return {
        BadgeForm.JSON: text.encode(),
        BadgeForm.JWT: token.encode(),
        BadgeForm.PNG: baking.into_png(png, text),
        BadgeForm.SVG: baking.into_svg(svg, text).encode(),
    }


def _vouching(certificate: Certificate) -> Issuer:
    return Issuer(did=issuer.did(), name=certificate.issuer, url=statements.site_url("/"))


def _store(badge: Badge, content: dict[str, bytes]) -> None:
    for form, octets in content.items():
        digest = hashlib.sha256(octets).hexdigest()
        made = BadgePrint.objects.create(badge=badge, form=form, sha256=digest)
        BadgeFile.objects.create(print=made, content=octets)
