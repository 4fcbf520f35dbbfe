"""How a Page type declares itself."""

from django.http import HttpRequest, HttpResponse

from . import page_cache
from .kinds import ACTING, READING, declare
from .views import look_away


class ReadingPage:
    """A page that leaves nothing behind, looks the same for everyone, and may be kept by the server."""

    address_kind = READING
    server_may_keep = True

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        look_away(request)
        response = super().serve(request, *args, **kwargs)
        # Drawn now, so that what is kept is what was sent.
        if hasattr(response, "render"):
            response.render()
        return (
            page_cache.may_keep(declare(response, READING))
            if self.server_may_keep
            else declare(response, READING)
        )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return declare(super().serve_preview(request, mode_name), ACTING)


class ActingPage:
    """A page with forms, sign-in or a session."""

    address_kind = ACTING

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return declare(super().serve(request, *args, **kwargs), ACTING)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return declare(super().serve_preview(request, mode_name), ACTING)
