"""What went wrong is said in the site's look and words, with the helplines and a way on."""

import base64
import hashlib
import re

import pytest
from django.db import connection
from django.test import Client

from design import views
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.urls("tests.design.urls")

NUMBERS = ["tel:101", "tel:112", "tel:1712", "tel:106"]


@pytest.fixture
def dutch_twins():
    """The finders that are plugged in, put back after the test."""
    before = list(views._dutch_twins)
    views._dutch_twins.clear()
    yield views.register_dutch_twin
    views._dutch_twins[:] = before


def shows_helplines_and_a_way_on(answer):
    page = answer.content.decode()
    return all(f'href="{number}"' in page for number in NUMBERS) and 'href="/"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/bestaat-niet/", 404),
        ("/fout/verboden/", 403),
        ("/fout/slecht/", 400),
        ("/fout/enkel-formulier/", 405),
    ],
)
def test_error_page_has_helplines_and_leaves_nothing(client, path, status):
    client.force_login(UserFactory(name="Herkenbare Naam"))

    answer = client.get(path)

    assert answer.status_code == status
    assert shows_helplines_and_a_way_on(answer)
    assert "Herkenbare Naam" not in answer.content.decode()
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"), [("/bestaat-niet/", 404), ("/geen.php", 404), ("/fout/slecht/", 400)]
)
def test_who_tries_the_site_on_their_own_machine_meets_the_same_pages(
    client, settings, path, status
):
    settings.DEBUG = True
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "design.middleware.OwnErrorPagesMiddleware"]

    answer = client.get(path)

    assert answer.status_code == status
    assert shows_helplines_and_a_way_on(answer)
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.urls("config.urls")
def test_unknown_address_below_the_admin_has_helplines_and_the_way_back(admin_client):
    answer = admin_client.get("/admin/bestaat-niet/")

    assert answer.status_code == 404
    assert shows_helplines_and_a_way_on(answer)
    assert 'href="/admin/"' in answer.content.decode()
    assert "Wagtail" not in answer.content.decode()


@pytest.mark.django_db
def test_page_that_is_not_open_to_who_is_signed_in_leads_to_where_they_can_sign_out(client):
    client.force_login(UserFactory())

    page = client.get("/fout/verboden/").content.decode()

    assert "Meld je dan eerst af" in page
    assert 'href="/mijn/"' in page.partition("<main")[2]
    assert "Afmelden" in client.get("/mijn/").content.decode()


@pytest.mark.django_db
def test_form_without_its_token_gets_a_page_of_ours():
    answer = Client(enforce_csrf_checks=True).post("/fout/formulier/", {"a": "b"})

    assert answer.status_code == 403
    assert "errors/csrf.html" in [template.name for template in answer.templates]
    assert shows_helplines_and_a_way_on(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("came_from", "leads_back"),
    [
        ("http://testserver/webinars/een/?a=b", True),
        ("https://elsewhere.example/webinars/", False),
        ("", False),
    ],
)
def test_form_without_its_token_leads_back_to_its_page(came_from, leads_back):
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post("/fout/formulier/", headers={"referer": came_from})

    page = answer.content.decode()
    assert (f'href="{came_from}">Terug naar het formulier' in page) == leads_back
    assert ("Terug naar het formulier" in page) == leads_back


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "language"), [("/nee/", "nl"), ("/fr/nee/", "fr"), ("/en/nee/", "en")]
)
def test_missing_page_speaks_the_language_of_its_address(client, dutch_twins, path, language):
    answer = client.get(path)

    assert f'<html lang="{language}">' in answer.content.decode()
    assert ("0800 30 030" in answer.content.decode()) == (language == "fr")


@pytest.mark.django_db
def test_untranslated_page_offers_the_dutch_one(client, dutch_twins):
    dutch_twins(lambda request, path: path if path == "/thema/" else None)

    answer = client.get("/fr/thema/")

    assert answer.status_code == 404
    assert 'href="/thema/" hreflang="nl"' in answer.content.decode()


@pytest.mark.django_db
def test_untranslated_page_is_not_offered_when_dutch_has_none_either(client, dutch_twins):
    dutch_twins(lambda request, path: None)

    page = client.get("/fr/thema/").content.decode()

    assert 'href="/thema/"' not in page
    assert 'href="/fr/"' in page


@pytest.mark.django_db
def test_dutch_page_that_is_missing_asks_for_no_twin(client, dutch_twins):
    asked = []
    dutch_twins(lambda request, path: asked.append(path))

    client.get("/nee/")

    assert asked == []


@pytest.mark.parametrize(
    ("path", "dutch"), [("/fr/hulp/", "/hulp/"), ("/en/", "/"), ("/frans/", None), ("/hulp/", None)]
)
def test_dutch_path_is_the_address_without_its_prefix(path, dutch):
    assert views.dutch_path(path) == dutch


def test_bug_shows_a_page_that_needs_no_database(monkeypatch):
    """The test has no database: pytest-django refuses every query, and one would fail it."""
    reader = Client(raise_request_exception=False)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()

    answer = reader.get("/fout/fout/", headers={"cookie": "sessionid=abc"})

    assert answer.status_code == 500
    assert shows_helplines_and_a_way_on(answer)
    assert 'lang="en"' in answer.content.decode()
    assert 'lang="fr"' in answer.content.decode()
    assert not answer.templates
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_bug_behind_all_middleware_leaves_nothing(client):
    client.raise_request_exception = False
    client.force_login(UserFactory())

    answer = client.get("/fout/fout/")

    assert answer.status_code == 500
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/django-admin/", "/administratie/"])
def test_address_that_does_not_exist_leaves_nothing_whatever_it_is_called(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


def test_page_for_a_bug_allows_exactly_its_own_style():
    answer = Client(raise_request_exception=False).get("/fout/fout/")

    style = re.search(rb"<style>(.*?)</style>", answer.content, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = answer["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy
    assert "script" not in answer.content.decode()


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/fout/fout/", "/fout/verboden/"])
def test_error_page_passes_axe_and_fits_a_small_telephone(
    transactional_db, new_page, axe, foreign_requests, path, dark
):
    page = new_page(width=320, height=640, dark=dark)
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))

    page.goto(path)

    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Atkinson')
    assert [text for text in complaints if "Content Security Policy" in text] == []
    assert foreign_requests == []


@pytest.mark.django_db
def test_form_without_its_hidden_fields_is_refused_with_a_page(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    answer = client.post("/admin/snippets/quizzes/question/add/", {"key": "zonder-telling"})
    assert answer.status_code == 400
    assert "We begrepen die vraag niet" in answer.content.decode()
