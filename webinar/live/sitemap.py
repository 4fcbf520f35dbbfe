"""Live sessions in the map of the site for search engines."""

from django.contrib.sitemaps import Sitemap
from django.utils import translation

from core.clock import now

from .models import LiveSession


class SessionSitemap(Sitemap):
    """Published sessions that are still to come, each under its own language.

    One that was called off is left out: nobody should come looking for it.
    """

    def items(self) -> list[LiveSession]:
        return list(LiveSession.objects.published().upcoming(now()).filter(cancelled_at=None))

    def location(self, item: LiveSession) -> str:
        with translation.override(item.language):
            return item.get_absolute_url()
