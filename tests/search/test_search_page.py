"""The search of public pages: on the device with scripts, by the server without; never kept."""

import json

import pytest
from wagtail.models import Page

from campaigns.models import CampaignPage
from core.clock import now
from demo.public import load_public_pages
from search import queries
from search.models import Entry
from search.services import reindex_everything
from search.tokens import words

QUESTIONS = [
    "kind",
    "kinderen",
    "geweld",
    "partner",
    "telefoon",
    "awel",
    "1712",
    "buikpijn",
    "bang thuis",
    "wat is geweld",
    "oudermishandeling",
    "privacy",
    "cookie",
    "kinderopvang",
    "Bronnen!",
    "één vraag",
    "xyz",
    "",
]


@pytest.fixture
def public_pages(db):
    return load_public_pages(Page.get_first_root_node(), now())


@pytest.mark.django_db
def test_question_without_scripts_is_answered_and_sets_nothing(public_pages, client):
    client.cookies["sessionid"] = "x"
    response = client.get("/zoeken/", {"q": "buikpijn"})
    html = response.content.decode()
    assert "/campagnes/kinderen/" in html
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.django_db
@pytest.mark.parametrize("question", ["", "mijn man slaat mij", "xyz"])
def test_whoever_searches_reads_whom_to_call_before_what_was_found(public_pages, client, question):
    html = client.get("/zoeken/", {"q": question}).content.decode()
    before = html.partition("<main")[2].partition("data-search-status")[0]
    assert 'href="tel:101"' in before
    assert 'href="tel:1712"' in before
    assert 'href="/hulp/"' in before
    french = client.get("/fr/zoeken/", {"q": question}).content.decode()
    assert 'href="tel:080030030"' in french.partition("data-search-status")[0]


@pytest.mark.django_db
def test_question_is_never_kept_by_the_server(public_pages, client):
    client.get("/zoeken/", {"q": "geheim-woord"})
    assert "geheim-woord" not in client.get("/zoeken/").content.decode()


@pytest.mark.django_db
def test_question_is_escaped(public_pages, client):
    assert "<b>x" not in client.get("/zoeken/", {"q": '"><b>x'}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_search_only_reads(client, method):
    assert getattr(client, method)("/zoeken/").status_code in (403, 405)


@pytest.mark.django_db
def test_publishing_and_unpublishing_reach_the_index_at_once(public_pages):
    page = CampaignPage.objects.get(slug="zorgen")
    page.lead = "Over olifanten."
    page.save_revision().publish()
    assert [found.url for found in queries.find(text="olifant", language="nl")] == [
        "/campagnes/zorgen/"
    ]
    page.unpublish()
    assert queries.find(text="olifant", language="nl") == []


@pytest.mark.django_db
def test_deleted_page_leaves_the_index(public_pages):
    page = CampaignPage.objects.get(slug="zorgen")
    page.delete()
    assert not Entry.objects.filter(url="/campagnes/zorgen/").exists()


@pytest.mark.django_db
def test_whole_index_made_anew_finds_the_same(public_pages):
    before = {q: queries.find(text=q, language="nl") for q in QUESTIONS}
    reindex_everything()
    after = {q: queries.find(text=q, language="nl") for q in QUESTIONS}
    assert {q: {f.url for f in found} for q, found in before.items() if q not in ("telefoon",)} == {
        q: {f.url for f in found} for q, found in after.items() if q not in ("telefoon",)
    }


@pytest.mark.django_db
def test_index_for_the_device_is_light(public_pages, client):
    reindex_everything()
    response = client.get("/zoeken/index.json")
    assert response["Content-Type"] == "application/json"
    assert len(response.content) < 80_000
    assert not response.cookies


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_device_and_server_find_the_same_and_the_question_stays(public_pages, new_page):
    reindex_everything()
    page = new_page()
    page.goto("/zoeken/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    find = """async ([index, question]) => {
        const search = await import("/static/js/search.js");
        return search.find(index, question).map(([, address]) => address);
    }"""
    index = json.loads(json.dumps(queries.device_index("nl")))
    for question in QUESTIONS:
        on_server = [found.url for found in queries.find(text=question, language="nl")]
        assert page.evaluate(find, [index, question]) == on_server, question
    field = page.get_by_role("searchbox")
    field.fill("buikpijn")
    page.get_by_role("link", name="Kinderen zien meer dan u denkt").wait_for()
    field.press("Enter")
    assert page.url.endswith("/zoeken/")
    assert not [url for url in requests if "buikpijn" in url]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_device_and_server_read_the_same_words(browser_page, live_server):
    browser_page.goto("/zoeken/")
    text = "Écoute: één baby's l'aide “quotes” 0800 30 030 straße ﬁets İstanbul a_b e\u0301"
    found = browser_page.evaluate(
        'async (text) => (await import("/static/js/search.js")).words(text)', text
    )
    assert found == words(text)
