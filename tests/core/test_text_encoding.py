"""A form is written in UTF-8, or refused with a page."""

import pytest

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
