"""A form is written in UTF-8, or refused with a page."""

from importlib import import_module

import pytest
from django.test import RequestFactory

from core.text_encoding import Utf8Handler, Utf8Request

pytestmark = pytest.mark.django_db

FORM = 'multipart/form-data; boundary="edge"; charset={}'
BODY = (
    '--edge\r\nContent-Disposition: form-data; name="login"\r\n\r\nzoë@example.org\r\n--edge--\r\n'
)


@pytest.mark.parametrize("encoding", ["hex", "rot13", "base64", "raw_unicode_escape", "utf-16"])
@pytest.mark.parametrize("address", ["/accounts/login/", "/certificaat/"])
def test_another_encoding_is_refused_with_a_page(client, encoding, address):
    answer = client.generic("POST", address, BODY, content_type=FORM.format(encoding))

    assert answer.status_code == 400
    assert "/hulp/" in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8", "UTF8", "nothing-that-python-knows"])
def test_utf_8_is_read_and_so_is_a_form_that_says_nothing_sensible(client, encoding):
    answer = client.generic("POST", "/accounts/login/", BODY, content_type=FORM.format(encoding))

    assert answer.status_code == 200
    assert 'value="zoë@example.org"' in answer.content.decode()


def answered(address, encoding):
    """What the server answers, from the request's bytes on."""
    path, _, words = address.partition("?")
    environ = (
        RequestFactory().generic("POST", path, BODY, content_type=FORM.format(encoding)).environ
    )
    said = []
    body = Utf8Handler()(
        environ | {"QUERY_STRING": words, "HTTP_HOST": "testserver"},
        lambda status, _headers, _failed=None: said.append(status),
    )
    return said[0], b"".join(body).decode()


def test_another_encoding_is_refused_with_words_in_the_address_too():
    status, page = answered("/accounts/login/?next=/leren/", "hex")
    assert status == "400 Bad Request"
    assert "/hulp/" in page


def test_words_in_the_address_are_utf_8():
    request = Utf8Request(RequestFactory().get("/zoeken/", {"q": "zoë"}).environ)
    assert request.GET["q"] == "zoë"


def test_the_web_server_comes_in_by_that_door():
    assert isinstance(import_module("config.wsgi").application, Utf8Handler)
