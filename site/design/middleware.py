"""What an answer lacks before it reaches a person."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from .views import only_for_a_form


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
