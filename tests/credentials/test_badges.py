"""A certificate as a badge: signed once, kept, withdrawn, erased."""

import hashlib
import json
from io import BytesIO

import jwt
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image

from accounts.services import erase
from core.clock import now
from credentials import services
from credentials.badges import baking, issuer, status_list, tokens
from credentials.badges.multikey import read_multikey
from credentials.badges.proofs import are_genuine
from credentials.enums import RevocationReason
from credentials.errors import KeyWithdrawn
from credentials.models import Badge, BadgeFile, BadgePrint, IssuerKey, StatusEntry
from outbox.models import OutgoingMail
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.credentials import (
    AchievementFactory,
    CertificateFactory,
    CertificateHolderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = "https://leren.example.org"


@pytest.fixture
def owner():
    return UserFactory(name="Zoë Öztürk")


@pytest.fixture
def certificate(owner):
    return services.issue(
        subject_id=owner.subject_id,
        holder_name=owner.name,
        achievement=AchievementFactory(),
        now=now(),
    )


def make(certificate):
    assert services.make_badge(certificate_id=certificate.pk, now=now()) is True
    return {
        file.print.form: bytes(file.content)
        for file in BadgeFile.objects.filter(print__badge__certificate=certificate)
    }


def published_key(client):
    """How a verifier finds a key: by its method, in the DID document of the issuer."""
    document = client.get("/.well-known/did.json").json()
    keys = {
        method["id"]: read_multikey(method["publicKeyMultibase"])
        for method in document["verificationMethod"]
        if method["type"] == "Multikey" and method["id"] in document["assertionMethod"]
    }
    return keys.get


def test_badge_says_who_achieved_what_and_proves_it(client, certificate):
    badge = json.loads(make(certificate)["json"])
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["issuer"]["id"] == "did:web:leren.example.org"
    assert badge["id"] == f"https://leren.example.org/certificaat/{certificate.code}/"
    subject = badge["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Zoë Öztürk"
    assert subject["achievement"]["name"] == certificate.title
    assert "validUntil" not in badge
    assert str(certificate.subject_id) not in json.dumps(badge)
    assert are_genuine(badge, published_key(client))


def test_badge_is_the_same_in_all_its_forms(client, certificate):
    made = make(certificate)
    text = made["json"].decode()
    assert baking.out_of_png(made["png"]) == text
    assert baking.out_of_svg(made["svg"].decode()) == text
    assert Image.open(BytesIO(made["png"])).size == (600, 600)
    method = issuer.document([])["id"]
    key = read_multikey(IssuerKey.objects.get().multikey)
    claims = tokens.read(made["jwt"].decode(), key)
    assert claims["iss"] == method
    bare = {name: value for name, value in json.loads(text).items() if name != "proof"}
    assert {name: claims[name] for name in bare} == bare


def test_badge_is_made_once_and_keeps_its_hashes(certificate):
    made = make(certificate)
    assert services.make_badge(certificate_id=certificate.pk, now=now()) is False
    hashes = dict(BadgePrint.objects.values_list("form", "sha256"))
    assert hashes == {form: hashlib.sha256(octets).hexdigest() for form, octets in made.items()}


def test_badge_is_made_with_the_document_by_the_worker(certificate, work):
    work()
    assert Badge.objects.filter(certificate=certificate).exists()
    assert services.render_waiting(now=now()) == 0


def test_certificates_from_before_there_were_badges_get_one(certificate, work):
    services.render(certificate_id=certificate.pk, now=now())
    assert services.render_waiting(now=now()) == 1
    assert BadgeFile.objects.count() == 4


def test_each_certificate_has_a_place_of_its_own(certificate, monkeypatch):
    """Chance that draws a taken place draws again."""
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("credentials.services.badges.secrets.randbelow", lambda _: next(drawn))
    first = services.place_in_status_list(certificate=certificate, now=now())
    second = services.place_in_status_list(certificate=CertificateFactory(), now=now())
    assert (first.index, second.index) == (7, 8)
    assert first.status_list == second.status_list
    assert services.place_in_status_list(certificate=certificate, now=now()) == first


def test_list_that_is_half_full_is_followed_by_another(certificate, monkeypatch):
    monkeypatch.setattr("credentials.services.badges.FULLEST", 1)
    first = services.place_in_status_list(certificate=certificate, now=now())
    second = services.place_in_status_list(certificate=CertificateFactory(), now=now())
    assert first.status_list != second.status_list


def withdrawn(client, badge):
    """What a verifier finds out: it fetches the list the badge names, proves it, and reads the bit."""
    entry = badge["credentialStatus"]
    listed = client.get(entry["statusListCredential"].removeprefix("https://leren.example.org"))
    published = json.loads(listed.content)
    assert listed["Access-Control-Allow-Origin"] == "*"
    assert published["id"] == entry["statusListCredential"]
    assert are_genuine(published, published_key(client))
    encoded = published["credentialSubject"]["encodedList"]
    return status_list.is_set(encoded, int(entry["statusListIndex"]))


def test_revocation_is_seen_by_verifiers_at_once(client, certificate):
    badge = json.loads(make(certificate)["json"])
    assert withdrawn(client, badge) is False
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    assert withdrawn(client, badge) is True


def test_badge_of_a_certificate_that_was_issued_again_is_withdrawn(client, certificate):
    old = json.loads(make(certificate)["json"])
    again = services.reissue(certificate=certificate, holder_name="Zoë Ozturk", now=now())
    new = json.loads(make(again)["json"])
    assert (withdrawn(client, old), withdrawn(client, new)) == (True, False)


def test_status_list_is_given_as_a_token_too(client, certificate):
    make(certificate)
    number = StatusEntry.objects.get().status_list_id
    response = client.get(
        f"/certificaat/statuslijst/{number}", headers={"Accept": "application/vc+jwt"}
    )
    assert response["Content-Type"] == "application/vc+jwt"
    key = read_multikey(IssuerKey.objects.get().multikey)
    token = response.content.decode()
    assert "BitstringStatusListCredential" in tokens.read(token, key)["type"]
    assert jwt.get_unverified_header(token)["typ"] == "vc+jwt"
    assert client.get("/certificaat/statuslijst/9999").status_code == 404


def test_key_that_was_replaced_still_proves_what_it_signed(client, certificate):
    old = json.loads(make(certificate)["json"])
    call_command("badge_key", "replace")
    again = CertificateFactory(subject=certificate.subject)
    again = services.issue(
        subject_id=certificate.subject_id,
        holder_name="Zoë",
        achievement=AchievementFactory(),
        now=now(),
    )
    new = json.loads(make(again)["json"])
    methods = [badge["proof"][0]["verificationMethod"] for badge in (old, new)]
    assert methods[0] != methods[1]
    assert are_genuine(old, published_key(client))
    assert are_genuine(new, published_key(client))


def test_key_that_was_withdrawn_proves_nothing(client, certificate):
    badge = json.loads(make(certificate)["json"])
    [method] = {proof["verificationMethod"] for proof in badge["proof"]}
    call_command("badge_key", "withdraw", IssuerKey.objects.get().multikey)
    assert not are_genuine(badge, published_key(client))
    document = client.get("/.well-known/did.json").json()
    [withdrawn_key] = [each for each in document["verificationMethod"] if each["id"] == method]
    assert "revoked" in withdrawn_key
    with pytest.raises(CommandError):
        call_command("badge_key", "withdraw", "z6MkUnknown")


def test_badge_of_a_withdrawn_key_is_signed_again_and_its_holder_told(client, owner, certificate):
    services.render(certificate_id=certificate.pk, now=now())
    old = make(certificate)
    services.withdraw_key(multikey=IssuerKey.objects.get().multikey, now=now())
    client.force_login(owner)
    address = f"/certificaat/{certificate.code}/badge.json"
    assert client.get(address).status_code == 202

    services.render_waiting(now=now())
    assert services.render_waiting(now=now()) == 0

    new = json.loads(client.get(address).content)
    assert are_genuine(new, published_key(client))
    assert not are_genuine(json.loads(old["json"]), published_key(client))
    without_proof = [{**badge, "proof": None} for badge in (new, json.loads(old["json"]))]
    assert without_proof[0] == without_proof[1]
    mail = OutgoingMail.objects.get()
    assert mail.subject_id == owner.subject_id
    assert certificate.code in mail.text
    assert BadgeFile.objects.count() == 4
    judged = client.post(
        f"/en/certificaat/{certificate.code}/nakijken/",
        {"document": SimpleUploadedFile("badge.png", old["png"])},
    )
    assert "no longer trusted" in judged.content.decode()


@pytest.mark.parametrize("kind", ["application/vc", "application/vc+jwt"])
def test_withdrawn_key_signs_no_list(client, settings, certificate, kind):
    settings.CERTIFICATE_BADGE_KEY = str(issuer.own_key())
    make(certificate)
    address = f"/certificaat/statuslijst/{StatusEntry.objects.get().status_list_id}"
    assert client.get(address, headers={"Accept": kind}).status_code == 200

    services.withdraw_key(multikey=IssuerKey.objects.get().multikey, now=now())

    refused = client.get(address, headers={"Accept": kind})
    assert refused.status_code == 503
    assert refused["Access-Control-Allow-Origin"] == "*"
    settings.CERTIFICATE_BADGE_KEY = ""
    issuer.replace_own_key()
    assert client.get(address, headers={"Accept": kind}).status_code == 200


def test_keys_are_listed_with_what_became_of_them(certificate, capsys):
    make(certificate)
    call_command("badge_key", "replace")
    call_command("badge_key", "withdraw", IssuerKey.objects.first().multikey)
    said = capsys.readouterr().out
    assert "Badges to sign again: 1." in said
    first, second = said.strip().splitlines()[-2:]
    assert "withdrawn" in first
    assert "signs now" in second


def test_key_of_the_settings_is_not_replaced_by_a_command(settings, certificate):
    settings.CERTIFICATE_BADGE_KEY = str(issuer.own_key())
    assert make(certificate)
    with pytest.raises(CommandError):
        call_command("badge_key", "replace")


def test_badge_is_not_signed_with_a_key_that_was_withdrawn(settings, certificate, caplog):
    own = issuer.own_key()
    settings.CERTIFICATE_BADGE_KEY = str(own)
    other = services.issue(
        subject_id=certificate.subject_id,
        holder_name="Zoë",
        achievement=AchievementFactory(),
        now=now(),
    )
    make(other)
    services.withdraw_key(multikey=IssuerKey.objects.get().multikey, now=now())
    with pytest.raises(KeyWithdrawn):
        services.make_badge(certificate_id=certificate.pk, now=now())
    assert services.render_waiting(now=now()) == 2
    assert f"badge of certificate {certificate.pk} is not signed" in caplog.text


def test_holder_of_a_revoked_certificate_is_not_told_that_it_stands(certificate):
    make(certificate)
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    services.withdraw_key(multikey=IssuerKey.objects.get().multikey, now=now())
    OutgoingMail.objects.all().delete()

    services.render_waiting(now=now())

    assert Badge.objects.filter(certificate=certificate, key__withdrawn_at=None).exists()
    assert not OutgoingMail.objects.exists()


def test_own_key_that_is_withdrawn_is_replaced_at_once(client, certificate):
    make(certificate)
    services.withdraw_key(multikey=IssuerKey.objects.get().multikey, now=now())
    other = CertificateHolderFactory().certificate
    assert are_genuine(json.loads(make(other)["json"]), published_key(client))


def test_own_key_is_for_nobody_else_to_read(tmp_path):
    path = issuer.own_key()
    assert path.is_relative_to(tmp_path)
    assert path.stat().st_mode & 0o077 == 0
    assert "d" not in json.dumps(issuer.document([])).split('"')


def test_port_of_the_address_is_escaped_in_the_did(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert issuer.did() == "did:web:127.0.0.1%3A8000"


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("json", "application/json"),
        ("jwt", "text/plain"),
        ("png", "image/png"),
        ("svg", "image/svg+xml"),
    ],
)
def test_holder_takes_the_bytes_that_were_signed(client, owner, certificate, form, kind):
    made = make(certificate)
    address = f"/certificaat/{certificate.code}/badge.{form}"
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    client.force_login(owner)
    response = client.get(address)
    assert response.content == made[form]
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"].startswith("attachment")


def test_form_that_does_not_exist_is_not_found(client, owner, certificate):
    client.force_login(owner)
    assert client.get(f"/certificaat/{certificate.code}/badge.pdf").status_code == 404
    assert client.get(f"/certificaat/{certificate.code}/badge.json").status_code == 202


def test_erased_person_leaves_no_badge_but_its_hashes(client, owner, certificate):
    badge = make(certificate)["json"]
    erase(user=owner)
    assert not BadgeFile.objects.exists()
    assert BadgePrint.objects.count() == 4
    assert services.make_badge(certificate_id=certificate.pk, now=now()) is False
    assert withdrawn(client, json.loads(badge)) is False


def test_person_erased_before_it_is_signed_gets_none(owner, certificate):
    erase(user=owner)
    assert services.make_badge(certificate_id=certificate.pk, now=now()) is False
    assert not Badge.objects.exists()


def test_upload_of_a_badge_is_recognised(client, certificate):
    services.render(certificate_id=certificate.pk, now=now())
    png = make(certificate)["png"]
    address = f"/en/certificaat/{certificate.code}/nakijken/"
    page = client.post(address, {"document": SimpleUploadedFile("badge.png", png)})
    assert "This is the badge that was issued" in page.content.decode()
    page = client.post(address, {"document": SimpleUploadedFile("badge.png", png[:-1] + b"x")})
    assert "This is not the file" in page.content.decode()


def test_emblem_is_a_picture(client):
    response = client.get("/certificaat/insigne.png")
    assert Image.open(BytesIO(response.content)).format == "PNG"
