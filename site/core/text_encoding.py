"""In which writing a form may come."""

import codecs
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class Utf8Middleware:
    """Answers 400 to a form that says it is written in anything but UTF-8, as no browser does.

    Django refuses that itself for a form without files only. For one with files it takes every name of
    Python's for an encoding, also of those that make no text of bytes (`hex`, `rot13`, `base64`), and
    fails while it reads the form. (With words behind a `?` in the address it fails before any of this
    runs: the server then answers with its own bare 500, which only a request made by hand can meet.)
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.encoding and codecs.lookup(request.encoding).name != "utf-8":
            raise BadRequest("not written in UTF-8")
        return self.get_response(request)
