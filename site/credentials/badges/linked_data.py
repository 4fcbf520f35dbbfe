"""RDF canonicalisation without a network: the contexts that our credentials use stand beside this file.

Source: RDF Dataset Canonicalization 1.0 (RDFC-1.0, the algorithm that was called URDNA2015 before).
A context that is not at hand is refused: what it would say decides what is signed.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pyld import jsonld

FOLDER = Path(__file__).parent / "contexts"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
FILES = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}


class UnknownContext(ValueError):
    """A document names a context that is not kept here."""


class NoLinkedData(ValueError):
    """A document that makes no sense as linked data."""


def canonical_quads(document: Mapping[str, object], extra: Mapping[str, dict] | None = None) -> str:
    """The document's statements in canonical order; `extra` adds contexts by address (for tests).

    Raises UnknownContext and NoLinkedData.
    """
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _loader(extra or {}),
    }
    try:
        return jsonld.normalize(dict(document), options)
    except jsonld.JsonLdError as wrong:
        raise _cause(wrong) from wrong


def _cause(wrong: BaseException) -> ValueError:
    """What lay at the bottom: the library wraps what a loader raises."""
    while wrong.__cause__ is not None:
        wrong = wrong.__cause__
    return wrong if isinstance(wrong, UnknownContext) else NoLinkedData(str(wrong))


def _loader(extra: Mapping[str, dict]):
    def load(address: str, options: object = None) -> dict:
        if address in extra:
            content = extra[address]
        elif address in FILES:
            content = _kept(address)
        else:
            raise UnknownContext(address)
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": content,
            "contentType": "application/ld+json",
        }

    return load


@cache
def _kept(address: str) -> dict:
    return json.loads((FOLDER / FILES[address]).read_text(encoding="utf-8"))
