"""What an answer lacks before it reaches a person."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.datastructures import MultiValueDictKeyError

from .views import bad_request, only_for_a_form, page_not_found


class OnlyForAFormMiddleware:
    """Whoever opens an address that takes forms only (a language chosen on an answer, a session that
    ended before the form was sent) gets a page with a way on instead of an empty one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        page = only_for_a_form(request)
        page["Allow"] = response["Allow"]
        return page


class WholeFormMiddleware:
    """A form that comes without a field it always has was sent by no screen: 400, not a fault of the site.

    Such as the hidden counts of an editor's blocks. Code that reads a field by its name relies on the
    form; what a person leaves empty is sent too, and is the form's to judge.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponseBase | None:
        return bad_request(request, raised) if isinstance(raised, MultiValueDictKeyError) else None


class OwnErrorPagesMiddleware:
    """The pages of the site for what is not there or can't be understood, with debug on as well.

    Who tries the site on their own machine meets them as a reader does: a page that is not there in
    French offers the Dutch one. A fault in the code still shows its traceback there. Without debug
    Django does this itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            resolve(request.path_info)
        except Resolver404 as unknown:
            return page_not_found(request, unknown)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponseBase | None:
        if isinstance(raised, Http404):
            return page_not_found(request, raised)
        if isinstance(raised, BadRequest | SuspiciousOperation):
            return bad_request(request, raised)
        return None
