"""Another package's addresses keep their cookies, and only they do."""

import pytest
from django.urls import URLPattern, get_resolver

from tests.factories.accounts import UserFactory


def views_below(prefix):
    def walk(patterns, above):
        for entry in patterns:
            path = above + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield path, entry.callback
            else:
                yield from walk(entry.url_patterns, path)

    return [
        (path, view)
        for path, view in walk(get_resolver().url_patterns, "")
        if path.startswith(prefix)
    ]


def test_every_sign_in_address_declares_itself_acting():
    views = views_below("accounts/")

    assert len(views) > 10
    assert [path for path, view in views if getattr(view, "address_kind", None) != "acting"] == []


@pytest.mark.django_db
def test_sign_in_page_may_set_its_form_cookie(client):
    answer = client.get("/accounts/login/")

    assert "csrftoken" in answer.cookies
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.django_db
def test_answer_made_from_an_exception_keeps_the_kind_of_its_view(client):
    """Allauth asks again who you are by raising, so that its answer never passes our wrapper."""
    client.force_login(UserFactory())

    answer = client.get("/accounts/2fa/recovery-codes/generate/")

    assert answer.status_code == 302
    assert answer["Referrer-Policy"] == "same-origin"
