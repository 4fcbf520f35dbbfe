"""The pure part of badges, against the vectors of the standards.

Vectors: W3C Data Integrity EdDSA Cryptosuites 1.0, appendix B (its key, its credential, its proofs).
"""

import copy
import json
from datetime import UTC, datetime

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.badges import baking, status_list
from credentials.badges.linked_data import UnknownContext, canonical_quads
from credentials.badges.multikey import (
    NotAKey,
    public_jwk,
    public_multikey,
    read_multikey,
    thumbprint,
)
from credentials.badges.proofs import Suite, are_genuine, prove, with_proofs

SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLE_CONTEXT = {
    EXAMPLES: {"@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}}
}
CREDENTIAL = {
    "@context": ["https://www.w3.org/ns/credentials/v2", EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
PROOFS = {
    Suite.RDFC: "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
    Suite.JCS: "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX",
}
MOMENT = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


@pytest.fixture(scope="module")
def key():
    return Ed25519PrivateKey.from_private_bytes(base58.b58decode(SECRET[1:])[2:])


def test_multikey_of_the_standards_key(key):
    assert public_multikey(key) == PUBLIC
    assert public_multikey(read_multikey(PUBLIC)) == PUBLIC


@pytest.mark.parametrize("text", ["", "z", "u6Mk", "z6Mk", PUBLIC[:-1] + "0", SECRET])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(NotAKey):
        read_multikey(text)


def test_thumbprint_is_the_one_of_rfc_8037():
    """RFC 8037, appendix A.3: the thumbprint of the key of appendix A.2."""
    import base64

    octets = base64.urlsafe_b64decode("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
    multikey = "z" + base58.b58encode(b"\xed\x01" + octets).decode()
    assert public_jwk(multikey)["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
    assert thumbprint(multikey) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


@pytest.mark.parametrize("suite", list(Suite))
def test_proof_is_the_one_of_the_standard(key, suite):
    proof = prove(
        CREDENTIAL, suite=suite, key=key, method=METHOD, created=MOMENT, extra=EXAMPLE_CONTEXT
    )
    assert proof["proofValue"] == PROOFS[suite]


@pytest.fixture(scope="module")
def signed(key):
    plain = {**CREDENTIAL, "@context": CREDENTIAL["@context"][:1]}
    plain["credentialSubject"] = {"id": "did:example:abcdefgh", "name": "Zoë Öztürk"}
    plain["type"] = ["VerifiableCredential"]
    return with_proofs(plain, key=key, method=METHOD, created=MOMENT)


def known(method):
    return read_multikey(PUBLIC) if method == METHOD else None


def test_both_proofs_stand_side_by_side_and_hold(signed):
    assert [proof["cryptosuite"] for proof in signed["proof"]] == list(Suite)
    assert are_genuine(signed, known)


def test_proof_of_an_unknown_key_does_not_hold(signed):
    assert not are_genuine(signed, lambda method: None)


@pytest.mark.parametrize("index", [0, 1])
def test_one_proof_that_does_not_hold_is_enough_to_refuse(signed, index):
    changed = copy.deepcopy(signed)
    value = changed["proof"][index]["proofValue"]
    changed["proof"][index]["proofValue"] = value[:-1] + ("2" if value[-1] != "2" else "3")
    assert not are_genuine(changed, known)


def test_document_without_a_proof_is_not_genuine(signed):
    assert not are_genuine({**signed, "proof": []}, known)
    assert not are_genuine({name: signed[name] for name in signed if name != "proof"}, known)


@pytest.mark.long
@settings(max_examples=300)
@given(place=st.integers(0, 10_000), change=st.integers(1, 255))
def test_any_changed_byte_is_refused(signed, place, change):
    octets = bytearray(json.dumps(signed, ensure_ascii=False).encode())
    octets[place % len(octets)] ^= change
    try:
        changed = json.loads(bytes(octets))
    except ValueError:
        return
    assert not isinstance(changed, dict) or not are_genuine(changed, known) or changed == signed


def test_context_that_is_not_kept_is_refused():
    with pytest.raises(UnknownContext):
        canonical_quads({"@context": "https://example.org/context", "name": "x"})


def test_status_list_is_long_and_says_each_bit():
    encoded = status_list.encode([0, 7, 8, 131_071])
    assert encoded.startswith("u")
    assert all(status_list.is_set(encoded, index) for index in (0, 7, 8, 131_071))
    assert not any(status_list.is_set(encoded, index) for index in (1, 6, 9, 131_070))
    with pytest.raises(IndexError):
        status_list.is_set(encoded, 131_072)


def test_status_list_without_withdrawals_is_the_one_of_the_standard():
    """Bitstring Status List 1.0, example 7: sixteen kilobytes of nothing."""
    import base64
    import gzip

    example = "H4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    published = gzip.decompress(base64.urlsafe_b64decode(example))
    ours = status_list.encode([])[1:]
    assert gzip.decompress(base64.urlsafe_b64decode(ours + "=" * (-len(ours) % 4))) == published


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000176f7b0870000000049454e44ae426082"
)


@pytest.mark.parametrize("text", ["{}", '{"naam": "Zoë ]]> <b>"}'])
def test_what_is_baked_comes_out_as_it_went_in(text):
    svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    svg = svg.replace("/>", "><g/></svg>")
    assert baking.out_of_png(baking.into_png(PIXEL, text)) == text
    assert baking.out_of_svg(baking.into_svg(svg, text)) == text


def test_picture_without_a_badge_says_so():
    with pytest.raises(baking.NotBaked):
        baking.out_of_png(PIXEL)
    with pytest.raises(baking.NotBaked):
        baking.out_of_svg('<svg xmlns="http://www.w3.org/2000/svg"/>')
