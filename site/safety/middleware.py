"""Every answer is judged: a reading page leaves nothing on the reader's side."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseFileResponse

from . import page_cache
from .kinds import READING, kind_of
from .policies import ADMIN_POLICY, is_admin

GetResponse = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    """Answers kept reading pages before anything else looks at the request, and keeps new ones.

    A page is kept only if it says so (`may_keep`), is complete (200) and came out reading; the host
    was checked when the page was made, and only hosts whose page was made are kept. A preview of the
    admin comes by here as a request for the page's own address: it is neither answered nor kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = page_cache.page_key(request)
        if key is None or getattr(request, "is_dummy", False):
            return self.get_response(request)
        kept = page_cache.kept_page(key)
        if kept is not None:
            return kept
        moment = page_cache.before_making()
        response = self.get_response(request)
        if (
            request.method == "GET"
            and response.status_code == 200
            and getattr(response, "may_keep", False)
            and kind_of(response) == READING
            and not response.streaming
        ):
            page_cache.keep_page(moment, key, response)
        return response


class AddressKindMiddleware:
    """Gives reading and acting answers their headers. All pages share one route, so the answer is judged.

    Also what other middleware answers: the way to HTTPS, a refused host. Only the files of the style
    are left to WhiteNoise.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, WhiteNoiseFileResponse):
            return response
        if is_admin(request.path_info):
            response["Referrer-Policy"] = "same-origin"
            response["Cache-Control"] = "no-store"
        elif kind_of(response, getattr(request, "view_kind", None)) == READING:
            leave_nothing(response)
        else:
            response["Referrer-Policy"] = "same-origin"
            response.setdefault("Cache-Control", "private, no-store")
        response.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    def process_view(self, request: HttpRequest, view: Callable, *args: object) -> None:
        """Remember what the view declares: an exception turned into an answer skips its wrapper."""
        request.view_kind = getattr(view, "address_kind", None)


PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()"
)


def leave_nothing(response: HttpResponse) -> None:
    """No cookie, no referrer, nothing in the browser's cache, the same for everyone."""
    response.cookies.clear()
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    varies = [
        name
        for name in response.get("Vary", "").split(",")
        if name.strip().lower() not in {"cookie", "accept-language", ""}
    ]
    if varies:
        response["Vary"] = ",".join(varies).strip()
    elif response.has_header("Vary"):
        del response["Vary"]


class AdminPolicyMiddleware:
    """The admin's own content security policy (Wagtail's choosers use inline scripts and styles)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_admin(request.path_info):
            response._csp_replace = ADMIN_POLICY
        return response
