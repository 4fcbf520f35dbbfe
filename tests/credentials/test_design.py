"""What an editor decides of a certificate's look, and the preview of it."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image

from accounts.roles import ensure_roles
from core.clock import now
from credentials import document, services
from credentials.models import CertificateSettings
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
