"""Whether texts are being drawn for editors: then they carry a mark at each claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_for_editors: ContextVar[bool] = ContextVar("claims_for_editors", default=False)


def for_editors() -> bool:
    return _for_editors.get()


@contextmanager
def claims_marked() -> Iterator[None]:
    """Within, texts show editors what readers do not see."""
    token = _for_editors.set(True)
    try:
        yield
    finally:
        _for_editors.reset(token)


class MarksClaimsInPreview:
    """A Page whose preview shows editors what is held back, and the source of what is shown."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        with claims_marked():
            response = super().serve_preview(request, mode_name)
            if hasattr(response, "render"):
                response.render()
        return response
