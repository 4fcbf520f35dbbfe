"""A certificate's facts as a badge states them: sentences in its language, addresses in full."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from . import wording
from .badges.credential import Badge, Issuer, StatusEntry
from .models import Certificate
from .models import StatusEntry as Place


def site_url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def list_url(number: int) -> str:
    """Where a status list is published."""
    return site_url(reverse("credentials_root:status_list", args=[number]))


def badge(certificate: Certificate, name: str, place: Place, issuer: Issuer) -> Badge:
    """What the badge of this certificate says of the holder `name`."""
    with translation.override(certificate.language):
        description, criteria = _sentences(certificate)
    # The address of a certificate is the same in every language.
    with translation.override(settings.LANGUAGE_CODE):
        url = site_url(certificate.get_absolute_url())
    return Badge(
        url=url,
        issuer=issuer,
        holder_name=name,
        achievement_key=certificate.achievement_key,
        version=certificate.achievement_version,
        title=certificate.title,
        description=description,
        criteria=criteria,
        language=certificate.language,
        picture_url=site_url(reverse("credentials_root:emblem")),
        achieved_at=certificate.achieved_at,
        issued_at=certificate.issued_at,
        expires_at=certificate.expires_at,
        status=StatusEntry(list_url=list_url(place.status_list_id), index=place.index),
    )


def _sentences(certificate: Certificate) -> tuple[str, str]:
    """The description, and what had to be done for it."""
    facts = {
        "title": certificate.title,
        "version": certificate.achievement_version,
        "duration": wording.duration(certificate.minutes),
    }
    description = gettext("Certificate of “%(title)s”, version %(version)s.") % facts
    if certificate.demonstration:
        description = f"{description} {wording.demonstration()}"
    criteria = gettext("Completed “%(title)s” in full. Study time: %(duration)s.") % facts
    return description, criteria
