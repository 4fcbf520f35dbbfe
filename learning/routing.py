"""A lesson lies four pages deep; its address is resolved in one query (decision record 0020).

Wagtail walks from the root page down, a query or two a level. Here a kept fragment says which page
an address belongs to, one query fetches it together with the question whether a view restriction
rests on it, and Wagtail's own serving does the rest: hooks, restrictions, previews, answers.
Whatever is not plain is left to Wagtail's own routing.
"""

from dataclasses import dataclass

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from safety import page_cache
from safety.views import acting

from .models.unrestricted import KnownUnrestricted

CATALOGUE = "leren/"


@dataclass(frozen=True)
class Address:
    """Which page an address belongs to: its type and key, and the tree paths of it and all above it."""

    page_class: type[Page]
    pk: int
    line: tuple[str, ...]


@acting
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """A page below the catalogue, through Wagtail's own serving."""
    full_path = CATALOGUE + path
    page = page_at(request, full_path)
    if page is not None:
        request._wagtail_route_for_request = RouteResult(page)
    return wagtail_serve(request, full_path)


def page_at(request: HttpRequest, path: str) -> Page | None:
    """The live page at an address if it can be had in one query, else None."""
    root = page_cache.fragment(
        ("root", request.get_host(), get_language()), lambda: _root_path(request)
    )
    if not root:
        return None
    address = page_cache.fragment(("address", root, path), lambda: _find(root + path))
    if address is None:
        return None
    restrictions = PageViewRestriction.objects.filter(page__path__in=address.line)
    page = (
        address.page_class.objects.live()
        .annotate(is_restricted=Exists(restrictions))
        .filter(pk=address.pk)
        .first()
    )
    if page is None or page.is_restricted:
        return None
    page.resolved_unrestricted = True
    return page


def _root_path(request: HttpRequest) -> str:
    site = Site.find_for_request(request)
    return site.root_page.localized.url_path if site else ""


def _find(url_path: str) -> Address | None:
    page = Page.objects.live().filter(url_path=url_path).first()
    if page is None or not issubclass(page.specific_class, KnownUnrestricted):
        return None
    size = Page.steplen
    line = tuple(page.path[:end] for end in range(size, len(page.path) + 1, size))
    # Restrictions of an alias are those of its source: left to Wagtail.
    if Page.objects.filter(path__in=line, alias_of__isnull=False).exists():
        return None
    return Address(page.specific_class, page.pk, line)
