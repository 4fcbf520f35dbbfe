"""The search of public pages: on the device with scripts, by the server without; never kept."""

import json
import re

import pytest
from playwright.sync_api import expect

from campaigns.models import CampaignPage
from demo.library import load_library
from safety import page_cache
from search import queries
from search.models import Entry
from search.services import reindex_everything
from search.tokens import words

# Words of people in danger or in doubt, of professionals, forms nobody wrote down, typing errors, and what breaks.
QUESTIONS = (
    """
kind|kinderen|geweld|partner|telefoon|awel|1712|buikpijn|bang thuis|wat is geweld|oudermishandeling
privacy|cookie|kinderopvang|Bronnen!|één vraag|xyz|politie|verkracht|opvang|advocaat|vluchthuis|bang
mijn man slaat mij|aangifte|stalking|kind geslagen|mijn vader slaat ons en ik ben zo bang|draaiboek
polite|mishandelling|fluchthuis|verkragt|slagtoffer|gewelt|bnag|zellfmoord|slaande|mishandelt|sloeg|veiligheid
partnermishandeling|relatieprobleem|ouderen|ver|ve|POLITIE|Pölitìe|politie!!!|wat nu|__proto__|constructor
toString|?!.,|😀🚨|<b>politie</b>|' OR 1=1 --|%|ß|ς|12345678|٣٤٥|politie politie politie
""".replace("\n", "|").split("|")
    + ["a" * 200, "kinder" * 33, "kinder" * 6 + "x", "één " * 50, "\x00", " "]
)


def found(question, language="nl"):
    return queries.answer_publicly(text=question, language=language)


def names(found):
    return [each.title for each in found]


def shown(client, question, address="/zoeken/"):
    """What a reader without scripts sees of the results."""
    main = client.get(address, {"q": question}).content.decode()
    main = main.partition("data-search-status")[2].partition("</main>")[0]
    visible = re.sub(r"<template.*?</template>", "", main, flags=re.DOTALL)
    return re.sub(r"<section [^>]*hidden>.*?</section>", "", visible, flags=re.DOTALL)


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
def test_whoever_searches_reads_whom_to_call_before_what_was_found(public_pages, client):
    for question in ("", "mijn man slaat mij", "xyz"):
        html = client.get("/zoeken/", {"q": question}).content.decode()
        before = html.partition("<main")[2].partition("data-search-status")[0]
        assert 'href="tel:101"' in before
        assert 'href="tel:1712"' in before
        assert 'href="/hulp/"' in before
        french = client.get("/fr/zoeken/", {"q": question}).content.decode()
        assert 'href="tel:080030030"' in french.partition("data-search-status")[0]


# What people in danger or in doubt type; a helpline that is found, and what there is to read first.
CITIZENS = [
    ("politie", "Politie", "Waar kan u terecht?"),
    ("verkracht", "Zorgcentrum na Seksueel Geweld", "Wat is intrafamiliaal geweld?"),
    ("opvang", "CAW Limburg", "Waar kan u terecht?"),
    ("vluchthuis", "CAW Limburg", "Waar kan u terecht?"),
    ("advocaat", "Hulplijn 1712", "Waar kan u terecht?"),
    ("mijn man slaat mij", "Hulplijn 1712", "Wat is intrafamiliaal geweld?"),
    ("bang", "Hulplijn 1712", "Hoe gaat het met u?"),
    ("stalking", "Politie", "Veilig surfen"),
    ("kind geslagen", "Awel", "Kinderen zien meer dan u denkt"),
    ("polite", "Politie", "Waar kan u terecht?"),
]
# The helpline that comes first.
FIRST = [
    ("nl", "aangifte", "Politie CARMA, slachtofferbejegening"),
    ("nl", "verkracht", "Zorgcentrum na Seksueel Geweld"),
    ("en", "rape", "Sexual Assault Centre"),
    ("en", "my husband hits me", "Hulplijn 1712"),
    ("fr", "viol", "Centre de prise en charge des violences sexuelles"),
    ("fr", "mon mari me frappe", "Écoute violences conjugales"),
    ("fr", "ETRANGLEE", "Police"),
]
NOWHERE = ["xyz", "?!.,", "😀🚨", "%", "'; --", "wat nu", "\x00"]


@pytest.mark.django_db
def test_citizen_finds_who_helps_and_what_to_read(public_pages):
    for question, helpline, page in CITIZENS:
        answer = found(question)
        assert helpline in names(answer.helplines), question
        assert names(answer.pages)[0] == page, question
    for language, question, helpline in FIRST:
        assert names(found(question, language).helplines)[0] == helpline, question


@pytest.mark.django_db
def test_what_is_for_professionals_comes_last_and_says_so(public_pages, client):
    load_library()
    reindex_everything()
    page_cache.forget()
    html = shown(client, "politie")
    order = [
        html.index(words)
        for words in (
            'href="tel:101"',
            ">Waar kan u terecht?<",
            "Voor professionals",
            "Draaiboek: proactief telefonisch contact",
        )
    ]
    assert order == sorted(order)


@pytest.mark.django_db
def test_whoever_finds_nothing_is_led_to_helplines_and_to_what_can_be_read(public_pages, client):
    for question in NOWHERE:
        html = shown(client, question)
        assert "U hoeft het juiste woord niet te kennen" in html, question
        for number in ("101", "112", "1712", "106"):
            assert f'href="tel:{number}"' in html
        assert 'href="/campagnes/zorgen/"' in html and 'href="/veilig-surfen/"' in html
        assert 'href="/privacy/"' not in html
    assert "U hoeft het juiste woord niet te kennen" not in shown(client, "politie")


@pytest.mark.django_db
def test_question_is_never_kept_by_the_server(public_pages, client):
    client.get("/zoeken/", {"q": "geheim-woord"})
    assert "geheim-woord" not in client.get("/zoeken/").content.decode()


@pytest.mark.django_db
def test_typing_error_is_named_and_the_question_escaped(public_pages, client):
    html = shown(client, "polite <u>xyz</u>")
    assert "<b>politie xyz</b>" in html and "<u>" not in html
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
    reindex_everything()
    page_cache.forget()
    before = {question: found(question) for question in QUESTIONS}
    reindex_everything()
    page_cache.forget()
    assert {question: found(question) for question in QUESTIONS} == before


@pytest.mark.django_db
def test_index_for_the_device_is_light(public_pages, client):
    reindex_everything()
    response = client.get("/zoeken/index.json")
    assert response["Content-Type"] == "application/json"
    assert len(response.content) < 50_000
    assert not response.cookies


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_device_and_server_find_the_same_and_the_question_stays(public_pages, new_page):
    load_library()
    reindex_everything()
    page = new_page()
    page.goto("/zoeken/")
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    find = """async ([index, questions]) => {
        const search = await import("/static/js/search.js");
        return questions.map((question) => {
            const { shelves, understood } = search.find(index, question);
            return [...shelves.map((found) => found.map(([, address]) => address)), understood];
        });
    }"""
    for language in ("nl", "en", "fr"):
        index = json.loads(json.dumps(queries.device_index(language)))
        on_device = page.evaluate(find, [index, QUESTIONS])
        for question, there in zip(QUESTIONS, on_device, strict=True):
            here = found(question, language)
            assert there == [
                *([each.url for each in shelf] for shelf in (here.helplines, here.pages)),
                [each.url for each in here.professionals],
                here.understood,
            ], question
    field = page.get_by_role("searchbox")
    field.fill("buikpijn")
    page.get_by_role("link", name="Kinderen zien meer dan u denkt").wait_for()
    field.press("Enter")
    field.fill("xbuikpijn")
    page.get_by_role("heading", name="U hoeft het juiste woord niet te kennen").wait_for()
    expect(page.get_by_role("link", name="Kinderen zien meer dan u denkt")).to_be_visible()
    field.fill("polite")
    page.get_by_role("region", name="Wie luistert en helpt").get_by_role(
        "link", name="Bel 101"
    ).wait_for()
    expect(page.get_by_text("We zochten naar: politie")).to_be_visible()
    expect(page.get_by_role("region", name="Voor professionals")).to_be_visible()
    expect(
        page.get_by_role("heading", name="U hoeft het juiste woord niet te kennen")
    ).to_be_hidden()
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
