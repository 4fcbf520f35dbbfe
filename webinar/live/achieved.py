"""Which live sessions can be earned, in the words of credentials.achievements."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from . import wording
from .models import LiveSession

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


def achievement_key(session: LiveSession) -> str:
    """What certificates of attendance at this session go by."""
    return f"session:{session.pk}"


def sessions() -> Iterable[tuple[str, "str | StrPromise"]]:
    """All live sessions together, then each that gives a certificate, the newest first."""
    yield "session:", _("Every live session")
    for session in LiveSession.objects.filter(certificate_minutes__isnull=False).order_by(
        "-starts_at"
    ):
        yield achievement_key(session), f"{session.title} ({wording.when(session)})"
