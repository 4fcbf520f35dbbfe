"""Live sessions in the map of the site for search engines."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from core.clock import now
from core.site_map import OwnSitemap

from .models import LiveSession


@dataclass(frozen=True)
class SessionAddress:
    """The list of sessions in a language, or one of its sessions."""

    language: str
    session: LiveSession | None = None


class SessionSitemap(OwnSitemap):
    """Published sessions that are still to come, each under its own language, and their lists.

    One that was called off is left out: nobody should come looking for it. The list is there in
    Dutch, and in each language in which there is something to come to.
    """

    def items(self) -> list[SessionAddress]:
        sessions = LiveSession.objects.published().upcoming(now()).filter(cancelled_at=None)
        found = [SessionAddress(session.language, session) for session in sessions]
        languages = dict.fromkeys([settings.LANGUAGE_CODE, *(each.language for each in found)])
        return [*(SessionAddress(language) for language in languages), *found]

    def location(self, item: SessionAddress) -> str:
        with translation.override(item.language):
            return item.session.get_absolute_url() if item.session else reverse("live:index")
