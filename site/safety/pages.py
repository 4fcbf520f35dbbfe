"""How a Page type declares itself."""

from django.http import HttpRequest, HttpResponse

from . import page_cache
from .kinds import ACTING, READING, declare
from .views import look_away


class ReadingPage:
    """A page that leaves nothing behind, looks the same for everyone, and may be kept by the server.

    A page that an editor closed to some readers is never kept: it would open to everyone.
    """

    address_kind = READING
    server_may_keep = True

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        look_away(request)
        response = super().serve(request, *args, **kwargs)
        # Drawn now, so that what is kept is what was sent.
        if hasattr(response, "render"):
            response.render()
        if self.server_may_keep and not self.get_view_restrictions().exists():
            page_cache.may_keep(response)
        return declare(response, READING)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return declare(super().serve_preview(request, mode_name), ACTING)


class ActingPage:
    """A page with forms, sign-in or a session."""

    address_kind = ACTING

    def serve(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return declare(super().serve(request, *args, **kwargs), ACTING)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        return declare(super().serve_preview(request, mode_name), ACTING)
