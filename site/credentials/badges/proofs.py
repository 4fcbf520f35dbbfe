"""Data Integrity proofs: `eddsa-rdfc-2022` and `eddsa-jcs-2022`, side by side as a proof set.

Source: W3C Verifiable Credential Data Integrity 1.0 (sections 2.1.1 and 4) and Data Integrity EdDSA
Cryptosuites 1.0 (sections 3.2 and 3.3). What is signed is the SHA-256 of the canonical proof options,
followed by the SHA-256 of the canonical document without its proof.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .linked_data import canonical_quads
from .moments import iso
from .multikey import from_multibase, multibase

Document = Mapping[str, Any]


class Suite(StrEnum):
    RDFC = "eddsa-rdfc-2022"
    JCS = "eddsa-jcs-2022"


def with_proofs(
    document: Document, *, key: Ed25519PrivateKey, method: str, created: datetime
) -> dict[str, object]:
    """The document with one proof of each suite; `method` is the address of the public key."""
    return {
        **document,
        "proof": [
            prove(document, suite=suite, key=key, method=method, created=created) for suite in Suite
        ],
    }


def prove(
    document: Document,
    *,
    suite: Suite,
    key: Ed25519PrivateKey,
    method: str,
    created: datetime,
    extra: Mapping[str, dict] | None = None,
) -> dict[str, object]:
    """One proof over a document that has none yet."""
    options: dict[str, object] = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite.value,
        "created": iso(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if suite == Suite.JCS:
        # This suite's proof repeats the context it was made under.
        options = {"@context": document["@context"], **options}
    signature = key.sign(digest(document, options, extra))
    return {**options, "proofValue": multibase(signature)}


def are_genuine(document: Document, key_of: Callable[[str], Ed25519PublicKey | None]) -> bool:
    """Whether the document has proofs and every one of them holds; `key_of` finds a method's key."""
    proofs = document.get("proof")
    listed = proofs if isinstance(proofs, list) else [proofs]
    bare = {name: value for name, value in document.items() if name != "proof"}
    return bool(proofs) and all(_is_genuine(bare, proof, key_of) for proof in listed)


def digest(document: Document, options: Document, extra: Mapping[str, dict] | None = None) -> bytes:
    """The 64 bytes that are signed: hash of the proof options, then hash of the document."""
    if options["cryptosuite"] == Suite.JCS:
        parts = rfc8785.dumps(dict(options)), rfc8785.dumps(dict(document))
    else:
        under = {"@context": document["@context"], **options}
        parts = (
            canonical_quads(under, extra).encode(),
            canonical_quads(document, extra).encode(),
        )
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def _is_genuine(
    document: Document, proof: object, key_of: Callable[[str], Ed25519PublicKey | None]
) -> bool:
    if not isinstance(proof, dict) or proof.get("cryptosuite") not in list(Suite):
        return False
    key = key_of(str(proof.get("verificationMethod")))
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if key is None or options.get("proofPurpose") != "assertionMethod":
        return False
    try:
        key.verify(from_multibase(str(proof.get("proofValue"))), digest(document, options))
    except (InvalidSignature, ValueError, KeyError):
        return False
    return True
