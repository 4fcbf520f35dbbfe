"""The same credential as a signed JSON Web Token (VC-JWT), for wallets that read no Data Integrity.

Source: W3C Securing Verifiable Credentials using JOSE and COSE (the payload is the credential itself)
and Open Badges 3.0, section "JSON Web Token Proof Format" (which adds `iss`, `jti`, `nbf`, `sub` and
`exp`, and allows no `typ` but "JWT").
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def sign(
    credential: Mapping[str, Any], *, key: Ed25519PrivateKey, method: str, kind: str = "JWT"
) -> str:
    """The compact token; `method` is the address of the public key, `kind` its `typ`."""
    claims = {**credential, "iss": _id(credential["issuer"]), "jti": credential["id"]}
    claims["nbf"] = _seconds(credential["validFrom"])
    claims["sub"] = credential["credentialSubject"]["id"]
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return jwt.encode(claims, key, algorithm="EdDSA", headers={"kid": method, "typ": kind})


def read(token: str, key: Ed25519PublicKey) -> dict[str, Any]:
    """What a token says, once its signature holds and its time has not passed; raises jwt's errors."""
    return jwt.decode(token, key, algorithms=["EdDSA"])


def _id(party: object) -> object:
    return party["id"] if isinstance(party, dict) else party


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
