"""The pages for what went wrong. They leave nothing behind and look the same for everyone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from safety.views import reading

DutchTwin = Callable[[HttpRequest, str], str | None]

_dutch_twins: list[DutchTwin] = []


def register_dutch_twin(find: DutchTwin) -> DutchTwin:
    """Port: asked when a page is missing below `/en/` or `/fr/`.

    `find(request, path)` gets the Dutch path (`/hulp/` for `/fr/hulp/`) and returns the address of
    the Dutch page if a reader may open it, otherwise None. The first address wins.
    """
    if find not in _dutch_twins:
        _dutch_twins.append(find)
    return find


def dutch_path(path: str) -> str | None:
    """The Dutch path of one below another language's prefix; None for what is Dutch already."""
    for code, _name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE and path.startswith(f"/{code}/"):
            return path.removeprefix(f"/{code}")
    return None


def _dutch_url(request: HttpRequest) -> str | None:
    path = dutch_path(request.path_info)
    if path is None:
        return None
    return next((url for find in _dutch_twins if (url := find(request, path))), None)


@reading
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", {"dutch_url": _dutch_url(request)}, status=404)


@reading
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@reading
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


@reading
def only_for_a_form(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/405.html", status=405)


@reading
def too_many_requests(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/429.html", status=429)


@reading
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The way back leads to the page of this site on which the form was filled in, where the browser says so."""
    came_from = request.META.get("HTTP_REFERER", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    context = {"form_url": came_from if is_ours else ""}
    return render(request, "errors/csrf.html", context, status=403)
