"""The document of a certificate: one A4 page, tagged, made by Typst from facts, then sealed.

It meets PDF/UA-1 and PDF/A-2a as far as Typst checks them while it writes.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO

import segno
import typst
from anyascii import anyascii
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from wagtail.images.models import SourceImageIOError

from . import seal, wording
from .models import Certificate, CertificateSettings

TEMPLATE = settings.BASE_DIR / "templates" / "credentials" / "certificate.typ"
FONTS = settings.SITE_DIR / "design" / "fonts"
LOGO = "max-600x200|format-png"
STANDARDS: list = ["ua-1", "a-2a"]
# What Atkinson Hyperlegible Next can write. Another name is set in Typst's own Libertinus Serif as a
# whole, never with a few strange letters in it.
HOUSE_LETTERS = re.compile(r"[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u2010-\u2026]*")


def make(certificate: Certificate, name: str) -> bytes:
    """The sealed PDF of this certificate for the holder `name`."""
    with translation.override(certificate.language):
        description = gettext("Digital seal of %(issuer)s") % {"issuer": certificate.issuer}
    return seal.sign(draw(certificate, name), description=description)


def draw(
    certificate: Certificate,
    name: str,
    *,
    chosen: CertificateSettings | None = None,
    form: str = "pdf",
) -> bytes:
    """The PDF before it is sealed, in the certificate's language, designed as the settings say.

    As "svg" it is a picture for the screen.

    Letters that no font at hand can write (Chinese, Ethiopic, emoji) are written in Latin ones: a
    document with a transliterated name is better than none.
    """
    design = chosen or CertificateSettings.load()
    try:
        return _compile(certificate, name, as_it_is, design, form)
    except typst.TypstError as refused:
        if "could not be displayed" not in refused.message:
            raise
        return _compile(certificate, name, in_latin, design, form)


def as_it_is(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def in_latin(text: str) -> str:
    """The same text with what the house's font cannot write in Latin letters."""
    return "".join(
        letter if HOUSE_LETTERS.fullmatch(letter) else anyascii(letter) for letter in as_it_is(text)
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def _compile(
    certificate: Certificate,
    name: str,
    write: Callable[[str], str],
    design: CertificateSettings,
    form: str,
) -> bytes:
    with translation.override(certificate.language):
        facts = _facts(certificate, name, write, design)
    standards: dict = {"format": "svg"} if form == "svg" else {"pdf_standards": STANDARDS}
    drawn = typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        timestamp=certificate.issued_at.replace(microsecond=0),
        sys_inputs={"facts": json.dumps(facts)},
        **standards,
    )
    return bytes(drawn)


def _facts(
    certificate: Certificate,
    name: str,
    write: Callable[[str], str],
    design: CertificateSettings,
) -> dict[str, object]:
    """What the template is given; `write` passes over every text that a person typed."""
    name = write(name)
    address = f"{settings.SITE_URL}{certificate.get_absolute_url()}"
    return {
        "language": certificate.language,
        "document_title": gettext("Certificate"),
        "description": gettext("Certificate %(code)s") % {"code": certificate.spaced_code},
        "issuer": write(certificate.issuer),
        "awarded_to": gettext("This certificate is awarded to"),
        "name": name,
        "name_in_house_letters": bool(HOUSE_LETTERS.fullmatch(name)),
        "awarded_for": gettext("for completing"),
        "title": write(certificate.title),
        "particulars": [(label, write(value)) for label, value in _particulars(certificate)],
        "logos": [*_logos(design, write)],
        "signatories": [[write(part) for part in each] for each in _signatories(design)],
        "demonstration": wording.demonstration() if certificate.demonstration else None,
        "verify_at": gettext("Is this certificate genuine? Scan the square or look up its code."),
        "code": certificate.spaced_code,
        "address": address,
        "address_shown": address.split("://", 1)[-1],
        "qr": _qr(address),
        "qr_alt": gettext("QR code that leads to %(address)s") % {"address": address},
    }


def _particulars(certificate: Certificate) -> list[tuple[str, str]]:
    lines = [
        (gettext("Date"), wording.day(certificate.achieved_at)),
        (gettext("Study time"), wording.duration(certificate.minutes)),
        (gettext("Version"), str(certificate.achievement_version)),
    ]
    if certificate.accreditation_number:
        lines.append((gettext("Accreditation number"), certificate.accreditation_number))
    if certificate.edition > 1:
        lines.append((gettext("Issued again on"), wording.day(certificate.issued_at)))
    if certificate.expires_at:
        lines.append((gettext("Valid until"), wording.day(certificate.expires_at)))
    return lines


def _logos(design: CertificateSettings, write: Callable[[str], str]) -> Iterator[dict[str, str]]:
    """Each logo as an SVG with the picture in it, and the words for who does not see it."""
    for image in (design.logo, design.second_logo):
        if image is None:
            continue
        try:
            rendition = image.get_rendition(LOGO)
        except SourceImageIOError:
            # The file is gone: a certificate without a logo is better than none.
            continue
        with rendition.file.open("rb") as file:
            picture = base64.b64encode(file.read()).decode()
        size = f'width="{rendition.width}" height="{rendition.height}"'
        yield {
            "alt": write(image.title),
            "svg": f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
            f'<image {size} href="data:image/png;base64,{picture}"/></svg>',
        }


def _signatories(design: CertificateSettings) -> list[tuple[str, str]]:
    lines = design.signatories.splitlines()
    pairs = (line.partition(",") for line in lines if line.strip())
    return [(name.strip(), function.strip()) for name, _comma, function in pairs][:2]


def _qr(address: str) -> str:
    drawn = BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", border=0, dark="#0D2A33", light=None, xmldecl=False
    )
    return drawn.getvalue().decode()
