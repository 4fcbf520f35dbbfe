"""The document of a certificate: one A4 page, tagged, made by Typst from facts."""

import json
from functools import cache

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from .models import Certificate

TEMPLATE = settings.BASE_DIR / "templates" / "credentials" / "certificate.typ"
FONTS = settings.SITE_DIR / "design" / "fonts"
STANDARDS = ["ua-1", "a-2a"]


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])


def draw(certificate: Certificate, name: str) -> bytes:
    """The PDF of this certificate for the holder `name`, in the certificate's language."""
    with translation.override(certificate.language):
        facts = {
            "language": certificate.language,
            "document_title": gettext("Certificate"),
            "issuer": certificate.issuer,
            "name": name,
            "title": certificate.title,
        }
    return typst.compile(
        TEMPLATE,
        font_paths=_fonts(),
        pdf_standards=STANDARDS,
        timestamp=certificate.issued_at.replace(microsecond=0),
        sys_inputs={"facts": json.dumps(facts)},
    )
