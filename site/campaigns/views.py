"""What machines read: the map of the site, and what they may visit."""

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from safety.views import kept
from webinar.live.sitemap import SessionSitemap

from .sitemap import PublicSitemap

CLOSED = ("/admin/", "/accounts/", "/mijn/", "/weg/", "/zoeken/", "/leren/zoeken/", "/opname/")


@require_safe
@kept
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemaps.sitemap(request, {"pages": PublicSitemap(), "sessions": SessionSitemap()})


@require_safe
@kept
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
