"""What a certificate would look like with the settings that an editor has on the screen."""

import base64
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext

from core.clock import now

from . import document
from .models import Certificate, CertificateSettings

LONG_NAME = "Maximiliaan-Alexander Constantijn van der Weyden-Öztürk de la Tour d’Auvergne-Lauraguais tot Houthalen-Helchteren en Zn"


def shown(request: HttpRequest, chosen: CertificateSettings, mode: str) -> HttpResponse:
    """A page with the drawn certificate; `mode` is a language, or asks for a long name."""
    language = mode if mode in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        certificate = _example(chosen, language, now())
        name = gettext("Name of the holder") if mode == language else LONG_NAME[:120]
    drawing = document.draw(certificate, name, chosen=chosen, form="svg")
    picture = base64.b64encode(drawing).decode()
    return render(request, "credentials/admin/preview.html", {"picture": picture})


def _example(chosen: CertificateSettings, language: str, moment: datetime) -> Certificate:
    return Certificate(
        title=gettext("Title of the course"),
        language=language,
        minutes=240,
        achievement_version=1,
        issuer=chosen.issuer,
        accreditation_number=chosen.accreditation_number,
        demonstration=chosen.demonstration_notice,
        achieved_at=moment,
        issued_at=moment,
    )
