"""A lesson lies four pages deep; its address is resolved at once (decision record 14).

Wagtail walks from the root page down, a query or two a level. Here the page of an address is kept for
the present generation, and Wagtail's own serving does the rest: hooks, restrictions, answers.
Whatever is not plain (a view restriction, an alias, a page type of another app, an address nobody
knows) is left to Wagtail's own routing.
"""

from copy import copy

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from safety import page_cache
from safety.views import acting

from .models.unrestricted import KnownUnrestricted

CATALOGUE = "leren/"


@acting
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A page below the catalogue, through Wagtail's own serving."""
    full_path = CATALOGUE + path
    page = page_at(request, full_path)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    return wagtail_serve(request, full_path)


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page at an address, kept for this generation, or None when Wagtail should look."""
    root = page_cache.fragment(
        ("root path", request.get_host(), get_language()), lambda: _root_path(request)
    )
    if not root:
        return None
    kept = page_cache.fragment(("page at", root + path), lambda: _find(root + path))
    # A copy, so that no request writes on another's page.
    return copy(kept) if kept is not None else None


def _root_path(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return site.root_page.localized.url_path if site else ""


def _find(url_path: str) -> Page | None:
    """The page, if Wagtail's routing would give it and everyone may be answered."""
    found = Page.objects.live().filter(url_path=url_path).first()
    if found is None or not issubclass(found.specific_class, KnownUnrestricted):
        return None
    page = found.specific
    line = page.get_ancestors(inclusive=True)
    # Restrictions of an alias are those of its source.
    if line.filter(alias_of__isnull=False).exists() or page.get_view_restrictions().exists():
        return None
    page.resolved_unrestricted = True
    return page
