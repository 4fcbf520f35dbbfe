"""How a view declares itself, and the way out."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, URLResolver

from . import page_cache
from .exits import exit_url
from .kinds import ACTING, READING, declare

View = Callable[..., HttpResponseBase]


def look_away(request: HttpRequest) -> None:
    """Forget who asks: what a reading page shows is the same for everyone.

    Also where it answers for an acting view, as the page for a mistake does.
    """
    request.view_kind = READING
    request.user = AnonymousUser()
    request.COOKIES = {}


def reading(view: View) -> View:
    """A view that leaves nothing behind and looks the same for everyone."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        look_away(request)
        return declare(view(request, *args, **kwargs), READING)

    wrapped.address_kind = READING
    return wrapped


def kept(view: View) -> View:
    """A reading view whose answers the server may keep until the next publication."""
    inner = reading(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return page_cache.may_keep(inner(request, *args, **kwargs))

    wrapped.address_kind = READING
    return wrapped


def acting(view: View) -> View:
    """A view with forms, sign-in or a session."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        return declare(view(request, *args, **kwargs), ACTING)

    wrapped.address_kind = ACTING
    return wrapped


def acting_urls(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The addresses of another package, each of their views declared acting."""
    return [
        URLResolver(
            entry.pattern,
            acting_urls(entry.url_patterns),
            entry.default_kwargs,
            entry.app_name,
            entry.namespace,
        )
        if isinstance(entry, URLResolver)
        else URLPattern(entry.pattern, acting(entry.callback), entry.default_args, entry.name)
        for entry in patterns
    ]


@reading
def quick_exit(request: HttpRequest) -> HttpResponse:
    """Leave at once: on to a neutral site, the browser's cache of this one emptied.

    Never "cookies" (it would clear the whole registrable domain) nor "storage" (it would empty a
    learner's unsent answers).
    """
    response = HttpResponse(status=303, headers={"Location": exit_url()})
    response["Clear-Site-Data"] = '"cache"'
    return response


@acting
def healthy(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})
