"""What every part of the map of the site has in common."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap


class OwnSitemap(Sitemap):
    """Addresses below SITE_URL, under which the site is known: never those of whoever asks."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object | None = None) -> str:
        return urlsplit(settings.SITE_URL).netloc
