"""What an editor decides of a certificate's look, the preview of it, and the time stamp on the seal."""

import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import keys, tsp, x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper, TimestampRequestError
from wagtail.images.models import Image

from accounts.roles import ensure_roles
from core.clock import now
from credentials import document, services
from credentials.models import Badge, CertificateFile, CertificateSettings
from tests.credentials.test_document import LONGEST, text_of
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = pytest.mark.django_db


def logo(title):
    drawn = BytesIO()
    Picture.new("RGB", (300, 100), "#13505f").save(drawn, "PNG")
    drawn.seek(0)
    return Image.objects.create(title=title, file=ImageFile(drawn, f"{title}.png"))


@pytest.fixture
def chosen():
    found = CertificateSettings.load()
    found.issuer = "Stad Genk"
    found.signatories = "An Peeters, coördinator\nBo Claes, schepen"
    found.logo, found.second_logo = logo("Stad Genk"), logo("Veilig Huis")
    found.accreditation_number = "VOORBEELD-1"
    found.save()
    return found


def issued(**fields):
    return services.issue(
        subject_id=SubjectFactory().pk,
        holder_name="Zoë Öztürk",
        achievement=AchievementFactory(**fields),
        now=now(),
    )


def test_logos_stand_on_the_certificate_with_words_for_who_does_not_see_them(chosen):
    content = document.make(CertificateFactory(), "Zoë Öztürk")
    with pikepdf.open(BytesIO(content)) as pdf:
        words = b"".join(
            node.get("/Alt", b"") and str(node.Alt).encode()
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and node.get("/S") == "/Figure"
        ).decode()
    assert "Stad Genk" in words
    assert "Veilig Huis" in words


def test_certificate_with_everything_on_it_is_one_page(chosen):
    certificate = CertificateFactory(
        title="Herkennen en doorverwijzen " * 7,
        accreditation_number="VOORBEELD-1",
        edition=2,
        expires_at=now() + timedelta(days=700),
        demonstration=True,
        language="fr",
    )
    content = document.make(certificate, LONGEST)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1


def test_logo_whose_file_is_gone_keeps_no_certificate_back(chosen):
    chosen.logo.file.storage.delete(chosen.logo.file.name)
    assert "Zoë" in text_of(document.make(CertificateFactory(), "Zoë Öztürk"))


def test_accreditation_number_is_copied_and_the_courses_own_goes_first(chosen, client):
    first, second = issued(), issued(accreditation_number="VOORBEELD-2")
    assert (first.accreditation_number, second.accreditation_number) == (
        "VOORBEELD-1",
        "VOORBEELD-2",
    )
    assert "VOORBEELD-2" in text_of(document.make(second, "Zoë"))
    chosen.accreditation_number = "VOORBEELD-3"
    chosen.save()
    again = services.reissue(certificate=second, now=now())
    assert again.accreditation_number == "VOORBEELD-2"
    assert "VOORBEELD-2" in client.get(again.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("mode", "shown"), [("nl", "nl"), ("fr", "fr"), ("long", "nl")])
def test_coordinator_sees_a_preview_of_what_is_not_saved_yet(client, chosen, mode, shown):
    user = UserFactory()
    user.groups.add(ensure_roles()["coordinators"])
    client.force_login(user)
    address = reverse(
        "wagtailsettings:preview_on_edit", args=["credentials", "certificatesettings", chosen.pk]
    )
    fields = {
        "issuer": "Nog niet bewaard",
        "signatories": "",
        "accreditation_number": "",
        "reminder_days": "60",
    }
    assert client.post(address, fields).json()["is_valid"]
    response = client.get(address, {"mode": mode})
    assert response.status_code == 200
    assert "data:image/svg+xml;base64," in response.content.decode()
    chosen.refresh_from_db()
    assert chosen.issuer == "Stad Genk"


@pytest.fixture(scope="module")
def stamper():
    """A time stamping authority of the tests' own."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = crypto_x509.Name([crypto_x509.NameAttribute(NameOID.COMMON_NAME, "Stamps")])
    moment = datetime.now(UTC)
    certificate = (
        crypto_x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(
            crypto_x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    return DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        keys.PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
    )


@pytest.fixture
def stamping_service(stamper, settings):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            request = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            answer = stamper.request_tsa_response(request).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.CERTIFICATE_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_seal_carries_the_time_stamp_of_the_service_in_the_settings(stamping_service):
    content = document.make(CertificateFactory(), "Zoë Öztürk")
    [signature] = PdfFileReader(BytesIO(content)).embedded_signatures
    [attribute] = [
        each
        for each in signature.signer_info["unsigned_attrs"]
        if each["type"].native == "signature_time_stamp_token"
    ]
    [token] = attribute["values"]
    stamped = token["content"]["encap_content_info"]["content"].parsed["gen_time"].native
    assert abs(stamped - now()) < timedelta(minutes=1)


def test_service_that_does_not_answer_is_asked_again_later(settings, work, caplog):
    settings.CERTIFICATE_TIMESTAMP_URL = "http://127.0.0.1:1/"
    certificate = issued()
    with pytest.raises(TimestampRequestError):
        services.render(certificate_id=certificate.pk, now=now())
    # The badge needs no stamp and is made all the same.
    assert services.render_waiting(now=now()) == 1
    assert services.render_waiting(now=now()) == 0
    assert f"certificate {certificate.pk} got no time stamp" in caplog.text
    settings.CERTIFICATE_TIMESTAMP_URL = ""
    assert services.render_waiting(now=now()) == 1
    assert CertificateFile.objects.count() == 1


def test_service_that_is_out_of_order_is_asked_once_a_turn(settings, broken_service, caplog):
    """Each document would wait for its answer in vain, and everything else that returns by the clock too."""
    for _ in range(3):
        issued()
    assert services.render_waiting(now=now()) == 3
    assert broken_service.asked == 1
    assert CertificateFile.objects.count() == 0
    assert Badge.objects.count() == 3


@pytest.fixture
def broken_service(settings):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.asked += 1
            self.send_error(503)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = 0
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.CERTIFICATE_TIMESTAMP_URL = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()
