"""In which writing a form may come."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property


class Utf8Request(WSGIRequest):
    """What stands behind the `?` of an address is UTF-8, whatever the form says that it is written in.

    Django reads both in the encoding of the form, already while it makes the request: one that makes no
    text of bytes would fail there, before anything of ours can answer.
    """

    @cached_property
    def GET(self) -> QueryDict:  # type: ignore[override]
        return QueryDict(self.META.get("QUERY_STRING", "").encode("iso-8859-1"))


class Utf8Handler(WSGIHandler):
    request_class = Utf8Request


class Utf8Middleware:
    """Answers 400 to a form that says it is written in anything but UTF-8, as no browser does.

    Django refuses that itself for a form without files only. For one with files it takes every name of
    Python's for an encoding, also of those that make no text of bytes (`hex`, `rot13`, `base64`), and
    fails while it reads the form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("not written in UTF-8")
        return self.get_response(request)
