"""The time stamp on the seal, and what happens while its service gives no answer."""

import socket
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from time import monotonic

import pytest
from asn1crypto import keys, tsp, x509
from cryptography import x509 as crypto_x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.timestamps import DummyTimeStamper

from core.clock import now
from credentials import document, services
from credentials.models import Badge, CertificateFile
from outbox.models import OutgoingMail
from outbox.services import write
from tests.factories.accounts import UserFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = pytest.mark.django_db


def issued(user=None):
    return services.issue(
        subject_id=(user or UserFactory()).subject_id,
        holder_name="Zoë Öztürk",
        achievement=AchievementFactory(),
        now=now(),
    )


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


class Handler(BaseHTTPRequestHandler):
    """Counts who asks, and leaves the answer to its server."""

    def do_POST(self):
        self.server.asked += 1
        self.server.give(self, self.rfile.read(int(self.headers["Content-Length"])))

    def begin(self, length):
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def serve(settings):
    """A service that answers with what `give(handler, request)` writes; it counts in `asked`."""
    running = []

    def start(give, seconds=20.0):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.give, server.asked = give, 0
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        running.append((server, thread))
        asks(settings, f"http://127.0.0.1:{server.server_port}/", seconds)
        return server

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


def whole(content):
    """Answers with these bytes at once."""

    def give(handler, request):
        handler.begin(len(content))
        handler.wfile.write(content)

    return give


@pytest.fixture
def stamping_service(stamper, serve, settings):
    def give(handler, request):
        answer = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        whole(answer)(handler, request)

    serve(give)
    return settings.CERTIFICATE_TIMESTAMP_URL


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
    assert not services.render(certificate_id=certificate.pk, now=now())
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
def broken_service(serve):
    return serve(lambda handler, request: handler.send_error(503))


class Silence:
    """A service that takes every call and never says a word."""

    def __init__(self, listening):
        self.listening = listening
        self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/"

    def calls(self):
        """How many called since this was asked last."""
        number = 0
        self.listening.setblocking(False)
        while True:
            try:
                self.listening.accept()[0].close()
            except BlockingIOError:
                return number
            number += 1


@pytest.fixture
def silence(settings):
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        found = Silence(listening)
        asks(settings, found.address, seconds=0.1)
        yield found


def asks(settings, address, seconds=20.0):
    settings.CERTIFICATE_TIMESTAMP_URL = address
    settings.CERTIFICATE_TIMESTAMP_SECONDS = seconds


def test_while_the_service_is_silent_the_worker_waits_for_it_once_and_mails_go_out(
    work, silence, client
):
    person = UserFactory()
    certificate = issued(person)
    issued()
    issued()
    mail = write(
        to="ann@example.org",
        title="Asked for",
        text="A new password",
        html="",
        language="nl",
        subject_id=None,
        attachments=(),
        now=now(),
    )

    work()

    assert silence.calls() == 1
    assert OutgoingMail.objects.get(pk=mail.pk).sent_at is not None
    assert Badge.objects.count() == 3
    assert CertificateFile.objects.count() == 0
    client.force_login(person)
    answer = client.get(f"/certificaat/{certificate.code}/pdf")
    assert answer.status_code == 202
    assert "wordt gemaakt" in answer.content.decode()


def test_silent_service_is_asked_less_and_less_often_until_it_stamps(
    silence, settings, stamping_service
):
    begun = now()
    for _ in range(2):
        issued()
    asks(settings, silence.address, seconds=0.1)
    asked_at = []

    for minute in range(31):
        services.render_waiting(now=begun + timedelta(minutes=minute))
        asked_at += [minute] * silence.calls()
    asks(settings, stamping_service)
    services.render_waiting(now=begun + timedelta(minutes=44))
    still_waiting = CertificateFile.objects.count()
    services.render_waiting(now=begun + timedelta(minutes=45))

    assert asked_at == [0, 1, 3, 7, 15, 30]
    assert still_waiting == 0
    assert CertificateFile.objects.count() == 2


def test_service_that_has_answered_again_rests_as_shortly_as_the_first_time(
    silence, settings, stamping_service
):
    begun = now()
    asks(settings, silence.address, seconds=0.1)
    first = issued()
    for minute in (0, 1):
        services.render(certificate_id=first.pk, now=begun + timedelta(minutes=minute))
    asks(settings, stamping_service)
    services.render(certificate_id=first.pk, now=begun + timedelta(minutes=3))
    asks(settings, silence.address, seconds=0.1)
    second = issued()

    for minute in (4, 5):
        services.render(certificate_id=second.pk, now=begun + timedelta(minutes=minute))

    assert silence.calls() == 4
    assert CertificateFile.objects.get().certificate == first


@pytest.fixture
def dripping(serve):
    """A service that sends a byte every twentieth of a second, and would for minutes."""
    over = threading.Event()

    def give(handler, request):
        handler.begin(5000)
        with suppress(OSError):
            while not over.wait(0.05):
                handler.wfile.write(b"0")

    yield serve(give, seconds=0.4)
    over.set()


def test_service_that_drips_is_given_no_more_time_than_one_that_is_silent(dripping):
    certificate = issued()
    issued()
    begun = monotonic()

    made = services.render(certificate_id=certificate.pk, now=now())

    assert not made
    assert 0.4 <= monotonic() - begun < 3
    assert services.render_waiting(now=now()) == 2
    assert dripping.asked == 1
    assert (Badge.objects.count(), CertificateFile.objects.count()) == (2, 0)


@pytest.mark.parametrize("answer", [b"", b"no stamp at all", b"\x30\x03\x02\x01\x02"])
def test_service_that_answers_nonsense_is_asked_again_later_and_holds_up_nothing(serve, answer):
    serve(whole(answer))
    certificate = issued()
    issued()

    assert not services.render(certificate_id=certificate.pk, now=now())
    assert services.render_waiting(now=now()) == 2
    assert (Badge.objects.count(), CertificateFile.objects.count()) == (2, 0)
