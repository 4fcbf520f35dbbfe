"""Ed25519 keys as verifiers read them: Multikey and JWK.

Source: W3C Controlled Identifiers 1.0 (section 2.2.2, Multikey), RFC 8037 (OKP keys as JWK), RFC 7638
(thumbprint). A Multikey is "z" and, in base 58 (Bitcoin's alphabet), the bytes ed 01 and the 32 bytes
of the public key.
"""

import base64
import hashlib

import base58
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519_PUBLIC = b"\xed\x01"


class NotAKey(ValueError):
    """The text is no Multikey of an Ed25519 public key."""


def multibase(octets: bytes) -> str:
    return "z" + base58.b58encode(octets).decode()


def from_multibase(text: str) -> bytes:
    if not text.startswith("z"):
        raise ValueError("Only base 58 is read.")
    return base58.b58decode(text[1:])


def public_multikey(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return multibase(ED25519_PUBLIC + public.public_bytes_raw())


def read_multikey(text: str) -> Ed25519PublicKey:
    """The key behind a Multikey; raises NotAKey."""
    try:
        octets = from_multibase(text)
    except ValueError as wrong:
        raise NotAKey(text) from wrong
    if len(octets) != 34 or not octets.startswith(ED25519_PUBLIC):
        raise NotAKey(text)
    return Ed25519PublicKey.from_public_bytes(octets[2:])


def public_jwk(multikey: str) -> dict[str, str]:
    """The same key as a JWK: `kty`, `crv` and `x`, and never `d`."""
    octets = read_multikey(multikey).public_bytes_raw()
    return {"kty": "OKP", "crv": "Ed25519", "x": base64url(octets)}


def thumbprint(multikey: str) -> str:
    """RFC 7638: SHA-256 of the JWK's required members in canonical form, in base 64 for addresses."""
    return base64url(hashlib.sha256(rfc8785.dumps(public_jwk(multikey))).digest())


def base64url(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
