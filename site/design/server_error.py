"""The page for a bug: a static file that needs no database, no session and no template."""

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

PAGE = Path(__file__).resolve().parents[1] / "static" / "errors" / "500.html"


@cache
def _page() -> bytes:
    return PAGE.read_bytes()


def server_error(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_page(), status=500)
