import statistics
import time
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import pem, x509
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from core.clock import now
from core.codes import new_code
from credentials import document, seal, services
from credentials.enums import RevocationReason
from credentials.models import CertificateFile, CertificateHolder, CertificateSettings
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = pytest.mark.django_db

LONGEST = "Maximiliaan-Alexander Constantijn " * 3 + "van der Weyden ab"


def text_of(content):
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    try:
        return " ".join(pdf[0].get_textpage().get_text_bounded().split())
    finally:
        pdf.close()


def fonts_of(content):
    with pikepdf.open(BytesIO(content)) as pdf:
        return {
            str(font.BaseFont).split("+")[1].split("-")[0]
            for font in pdf.pages[0].Resources.Font.values()
        }


def squares_of(content, dots_per_inch):
    """What a camera reads in the QR codes of the page."""
    import pypdfium2
    import zxingcpp

    pdf = pypdfium2.PdfDocument(content)
    try:
        picture = pdf[0].render(scale=dots_per_inch / 72).to_pil().convert("L")
    finally:
        pdf.close()
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def tags_of(content):
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(BytesIO(content)) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def signature_status(content):
    *_key, (_kind, _headers, der) = pem.unarmor(seal.certificate_file().read_bytes(), multiple=True)
    trusted = ValidationContext(trust_roots=[x509.Certificate.load(der)], allow_fetching=False)
    [signature] = PdfFileReader(BytesIO(content)).embedded_signatures
    return validate_pdf_signature(signature, trusted)


@pytest.mark.parametrize("name", ["Ai", LONGEST, "Șțefan Łukasz Čapek-Ğüneş d'İpek"])
def test_document_is_one_page_with_the_whole_name(name):
    content = document.make(CertificateFactory(), name)
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(side) for side in pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (842, 595)
    assert name.replace("-", "") in text_of(content).replace("-", "").replace("\ufffe", "")
    assert fonts_of(content) == {"AtkinsonHyperlegibleNext"}


@pytest.mark.parametrize("name", ["Наталія Шевченко", "Ελένη Παπαδοπούλου", "Nguyễn Thị Ánh"])
def test_document_sets_other_letters_as_a_whole_in_one_font(name):
    content = document.make(CertificateFactory(), name)
    assert name in text_of(content)
    assert fonts_of(content) == {"AtkinsonHyperlegibleNext", "LibertinusSerif"}


def test_document_writes_letters_without_a_font_in_latin_ones():
    assert "Zoë Wang" in text_of(document.make(CertificateFactory(), "Zoë 王"))


def test_document_is_made_whatever_was_typed_in_the_title():
    certificate = CertificateFactory(title="Hoe gaat het? \U0001f44b 王", issuer="Huis 王")
    text = text_of(document.make(certificate, "Zoë"))
    assert "Hoe gaat het?" in text
    assert "Huis Wang" in text


def test_document_claims_both_standards_and_carries_what_they_ask():
    content = document.make(CertificateFactory(language="fr"), "Zoë Öztürk")
    with pikepdf.open(BytesIO(content)) as pdf:
        metadata = pdf.Root.Metadata.read_bytes().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert "<pdfaid:part>2</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert pdf.Root.Lang == "fr"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.pages[0].Tabs == "/S"
    tags = tags_of(content)
    assert tags[0] == "/Document"
    assert tags.count("/H1") == tags.count("/Figure") == tags.count("/Link") == 1


def test_file_is_sound_to_the_eyes_of_qpdf():
    with pikepdf.open(BytesIO(document.make(CertificateFactory(), "Zoë Öztürk"))) as pdf:
        assert pdf.check_pdf_syntax() == []


def test_seal_leaves_the_metadata_as_it_was():
    drawn = document.draw(CertificateFactory(), "Zoë Öztürk")
    sealed = seal.sign(drawn, description="Seal")
    with pikepdf.open(BytesIO(drawn)) as before, pikepdf.open(BytesIO(sealed)) as after:
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()


def test_document_keeps_the_seal_in_the_tag_tree():
    content = document.make(CertificateFactory(), "Zoë Öztürk")
    assert tags_of(content).count("/Form") == 1
    with pikepdf.open(BytesIO(content)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
        form = parents[field.StructParent]
        assert form.S == "/Form"
        assert form.K.Obj.T == field.T == "Seal"


def test_document_leads_to_its_verification_page(settings):
    settings.SITE_URL = "https://example.org"
    certificate = CertificateFactory()
    content = document.make(certificate, "Zoë Öztürk")
    with pikepdf.open(BytesIO(content)) as pdf:
        links = [str(note.A.URI) for note in pdf.pages[0].Annots if note.Subtype == "/Link"]
    assert links == [f"https://example.org/certificaat/{certificate.code}/"]
    assert certificate.spaced_code in text_of(content)


@pytest.mark.parametrize(("language", "before"), [("nl", ""), ("fr", "/fr"), ("en", "/en")])
def test_square_on_the_document_leads_to_its_verification_page(settings, language, before):
    """Read from a screen and from paper, under the longest name and beside every other line."""
    settings.SITE_URL = "https://leren.example.org"
    certificate = CertificateFactory(language=language, demonstration=True)
    content = document.make(certificate, LONGEST)
    address = f"https://leren.example.org{before}/certificaat/{certificate.code}/"
    assert squares_of(content, dots_per_inch=96) == [address]
    assert squares_of(content, dots_per_inch=300) == [address]


def test_square_is_read_whatever_the_check_symbol(settings):
    settings.SITE_URL = "https://leren.example.org"
    for symbol in "*~$=U":
        code = code_that_ends_in(symbol)
        content = document.make(CertificateFactory(code=code), "Ai")
        assert squares_of(content, 96) == [f"https://leren.example.org/certificaat/{code}/"]


def code_that_ends_in(symbol):
    while (code := new_code())[-1] != symbol:
        pass
    return code


@pytest.mark.parametrize(
    ("language", "day"),
    [("nl", "1 maart 2027"), ("fr", "1er mars 2027"), ("en", "1 March 2027")],
)
def test_document_words_the_day_in_its_language(language, day):
    moment = now().replace(year=2027, month=3, day=1, hour=12)
    certificate = CertificateFactory(language=language, achieved_at=moment)
    assert day in text_of(document.make(certificate, "Zoë Öztürk"))


def test_document_of_a_demonstration_says_it_proves_nothing():
    text = text_of(document.make(CertificateFactory(language="en", demonstration=True), "Zoë"))
    assert "Demonstration" in text
    assert "Demonstration" not in text_of(document.make(CertificateFactory(language="en"), "Zoë"))


def test_document_names_signatories_only_when_there_are_any():
    chosen = CertificateSettings.load()
    chosen.signatories = "An Peeters, coördinator\n\nBo Claes"
    chosen.save()
    text = text_of(document.make(CertificateFactory(), "Zoë Öztürk"))
    assert "An Peeters" in text
    assert "coördinator" in text
    assert "Bo Claes" in text


def test_seal_is_valid_and_a_changed_byte_is_refused():
    content = document.make(CertificateFactory(), "Zoë Öztürk")
    status = signature_status(content)
    assert status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE"
    place = content.index(b"/Lang")
    changed = content[:place] + b"/Lung" + content[place + 5 :]
    assert not signature_status(changed).intact


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


def test_holder_downloads_the_bytes_that_were_stored(client, owner, certificate, work):
    work()
    client.force_login(owner)
    response = client.get(reverse("credentials:download", args=[certificate.code]))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "private, no-store"
    assert response.content == bytes(CertificateFile.objects.get().content)
    assert "Öztürk" not in response["Content-Disposition"]


def test_holder_reads_that_it_is_being_made(client, owner, certificate):
    client.force_login(owner)
    response = client.get(f"/en/certificaat/{certificate.code}/pdf")
    assert response.status_code == 202
    assert "being made" in response.content.decode()


def test_holder_reads_that_it_was_erased(client, owner, certificate, work):
    work()
    CertificateFile.objects.all().delete()
    CertificateHolder.objects.all().delete()
    client.force_login(owner)
    assert client.get(reverse("credentials:download", args=[certificate.code])).status_code == 410


def test_document_is_for_its_holder_only(client, certificate, work):
    work()
    address = reverse("credentials:download", args=[certificate.code])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def compared(client, certificate, content):
    upload = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")
    address = f"/en/certificaat/{certificate.code}/nakijken/"
    return client.post(address, {"document": upload})


def test_upload_of_the_issued_bytes_is_recognised(client, certificate, work):
    work()
    response = compared(client, certificate, bytes(CertificateFile.objects.get().content))
    assert response.status_code == 200
    assert "This is the file that was issued" in response.content.decode()


def test_upload_of_what_was_revoked_since_is_called_good_nowhere(client, certificate, work):
    work()
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    page = compared(
        client, certificate, bytes(CertificateFile.objects.get().content)
    ).content.decode()
    assert "What it is worth today stands below." in page
    assert "notice--warning" in page
    assert "notice--good" not in page
    assert "Revoked on" in page


def test_upload_with_one_changed_byte_is_refused(client, certificate, work):
    work()
    content = bytearray(CertificateFile.objects.get().content)
    content[1000] ^= 1
    response = compared(client, certificate, bytes(content))
    assert "This is not the file that was issued" in response.content.decode()


def test_upload_is_recognised_after_the_file_was_erased(client, certificate, work):
    work()
    content = bytes(CertificateFile.objects.get().content)
    CertificateFile.objects.all().delete()
    CertificateHolder.objects.all().delete()
    assert "This is the file" in compared(client, certificate, content).content.decode()


def test_upload_that_is_too_large_is_refused(client, certificate):
    response = compared(client, certificate, b"x" * (5 * 1024 * 1024 + 1))
    assert response.status_code == 413


def test_upload_without_a_file_is_refused(client, certificate, work):
    work()
    response = client.post(reverse("credentials:compare", args=[certificate.code]))
    assert response.status_code == 400


def test_upload_needs_no_token_and_leaves_none(certificate, work):
    from django.test import Client

    work()
    response = compared(Client(enforce_csrf_checks=True), certificate, b"%PDF-")
    assert response.status_code == 200
    assert not response.cookies


def test_own_seal_is_made_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    first = seal.certificate_file().read_bytes()
    assert seal.certificate_file().read_bytes() == first
    assert list((tmp_path / "keys").iterdir()) == [tmp_path / "keys" / "certificate-seal.pem"]
    assert (tmp_path / "keys" / "certificate-seal.pem").stat().st_mode & 0o077 == 0


def test_document_waits_for_nobody_else(certificate):
    """A second rendering of what another subject earned stands apart."""
    other = services.issue(
        subject_id=SubjectFactory().pk,
        holder_name="Ai",
        achievement=AchievementFactory(),
        now=now(),
    )
    assert services.render(certificate_id=other.pk, now=now()) is True
    certificate.refresh_from_db()
    assert certificate.rendered_at is None


@pytest.mark.long
def test_document_is_made_in_less_than_300_milliseconds():
    certificate = CertificateFactory()
    document.make(certificate, "Zoë Öztürk")
    times = []
    for _ in range(9):
        start = time.perf_counter()
        document.make(certificate, "Zoë Öztürk")
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 0.3
