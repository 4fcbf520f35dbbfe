"""A visit leaves nothing behind, and the pages are light and fast."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from campaigns.models import CampaignPage, HelpPage
from directory.models import Claim
from directory.services import let_go
from safety import page_cache
from tests.campaigns.conftest import ADDRESSES
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Linked(HTMLParser):
    """What a browser fetches for a page, and where its forms and links lead."""

    def __init__(self, html):
        super().__init__()
        self.fetched, self.links, self.forms, self.inline = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in ("script", "img", "iframe", "video", "audio", "source", "use", "image"):
            if tag == "script" and "src" not in attrs:
                self.inline.append(tag)
            self.fetched += [attrs[name] for name in ("src", "href", "srcset") if attrs.get(name)]
        elif tag == "link" and attrs.get("rel") != "alternate":
            self.fetched.append(attrs["href"])
        elif tag == "a":
            self.links.append(attrs)
        elif tag == "form":
            self.forms.append(attrs)
        if tag == "style" or "style" in attrs or any(name.startswith("on") for name in attrs):
            self.inline.append(tag)


@pytest.fixture
def known_visitor(client):
    """A browser that carries the cookies of an editor's session and of a form."""
    editor = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(editor)
    client.cookies["csrftoken"] = "a" * 32
    client.cookies["messages"] = "old"
    return client


def test_pages_set_nothing_and_are_the_same_for_everyone(public_pages, known_visitor):
    seen = {}
    for address in ADDRESSES:
        seen[address] = response = known_visitor.get(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert response["Referrer-Policy"] == "no-referrer", address
        assert response["Cache-Control"] == "no-store", address
        assert "Cookie" not in response.get("Vary", ""), address
    page_cache.forget()
    stranger = Client()
    for address in ADDRESSES:
        assert stranger.get(address).content == seen[address].content, address


def test_pages_fetch_nothing_from_elsewhere_and_hold_nothing_inline(public_pages, client):
    for address in ADDRESSES:
        html = client.get(address).content.decode()
        linked = Linked(html)
        assert [url for url in linked.fetched if not url.startswith("/static/")] == [], address
        assert linked.inline == [], address
        assert [form for form in linked.forms if form.get("method") != "get"] == [], address
        outside = [link for link in linked.links if re.match("https?:", link.get("href", ""))]
        assert [link for link in outside if "noreferrer" not in link.get("rel", "")] == [], address
        assert "csrfmiddlewaretoken" not in html, address


def test_tab_holds_a_neutral_word(public_pages, client):
    for address in ADDRESSES:
        title = re.search("<title>(.*?)</title>", client.get(address).content.decode()).group(1)
        assert not re.search("geweld|violence|abuse|mishandel|misbruik|hulplijn", title, re.I), (
            title
        )


def test_second_reader_is_answered_without_a_query(
    public_pages, client, django_assert_num_queries, monkeypatch
):
    # A minute passes between the two readers; the look at the generation is not counted here.
    for address in [*ADDRESSES, "/zoeken/index.json", "/sitemap.xml", "/robots.txt"]:
        first = client.get(address)
        looked, number = page_cache._seen
        monkeypatch.setattr(page_cache, "_seen", (looked - 60, number))
        with django_assert_num_queries(0):
            second = client.get(address)
        assert second.content == first.content, address
        assert second.headers == first.headers, address


def test_publishing_shows_at_once(public_pages, client, django_capture_on_commit_callbacks):
    page = CampaignPage.objects.get(slug="zorgen")
    client.get("/campagnes/zorgen/")
    page.lead = "Een nieuwe eerste zin."
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert "Een nieuwe eerste zin." in client.get("/campagnes/zorgen/").content.decode()
    assert "Een nieuwe eerste zin." in client.get("/campagnes/").content.decode()


def test_draft_stays_a_draft(public_pages, client):
    page = CampaignPage.objects.get(slug="zorgen")
    page.lead = "Nog niet klaar."
    page.save_revision()
    assert "Nog niet klaar." not in client.get("/campagnes/zorgen/").content.decode()


def test_number_that_is_held_back_is_gone_at_once(
    public_pages, client, django_capture_on_commit_callbacks
):
    assert "tel:106" in client.get("/hulp/").content.decode()
    claim = Claim.objects.get(service__slug="tele-onthaal", field="phone")
    with django_capture_on_commit_callbacks(execute=True):
        claim.held_back_because = "nummer klopt niet meer"
        claim.save()
        let_go()
    assert "tel:106" not in client.get("/hulp/").content.decode()
    assert "tel:106" not in client.get("/").content.decode()


def test_home_page_is_light(public_pages, client):
    html = client.get("/").content
    assert len(html) < 40_000
    addresses = {url.removeprefix("/static/") for url in Linked(html.decode()).fetched}
    sizes = {}
    while addresses:
        path = addresses.pop()
        content = Path(finders.find(path)).read_bytes()
        sizes[path] = len(content)
        if path.endswith(".js"):
            addresses |= {
                "js/" + name
                for name in re.findall(r'from "\./([\w-]+\.js)"', content.decode())
                if "js/" + name not in sizes
            }
    assert len([path for path in sizes if path.endswith(".woff2")]) == 1
    assert sum(sizes.values()) + len(html) <= 150_000, sizes


def test_preview_shows_editors_what_is_held_back(public_pages, rf):
    page = HelpPage.objects.get(locale__language_code="nl")
    preview = page.make_preview_request(preview_mode=page.default_preview_mode)
    html = preview.content.decode()
    assert "claim-mark--held-back" in html
    assert "in de app chatten" in html
    assert "in de app chatten" not in page.serve(rf.get("/hulp/")).content.decode()


def test_site_map_lists_every_public_page_in_every_language(public_pages, client):
    found = set(
        re.findall("<loc>https?://[^/]+(/.*?)</loc>", client.get("/sitemap.xml").content.decode())
    )
    assert found == {
        "/webinars/",
        *(address for address in ADDRESSES if not address.startswith("/zoeken/")),
    }
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /mijn/" in robots and robots.rstrip().endswith("/sitemap.xml")


def test_machines_are_told_of_the_address_the_site_has_today(public_pages, client, settings):
    settings.SITE_URL = "https://moved.example.org"
    listed = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    alternates = re.findall(
        'rel="alternate"[^>]*href="(.*?)"', client.get("/hulp/").content.decode()
    )

    assert len(listed) > 10 and len(alternates) == 4
    assert all(url.startswith("https://moved.example.org/") for url in [*listed, *alternates])
    assert "https://moved.example.org/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_head_names_the_page_in_its_other_languages(public_pages, client):
    html = client.get("/fr/hulp/").content.decode()
    found = dict(
        re.findall(r'rel="alternate" hreflang="([\w-]+)" href="https?://[^/"]+([^"]*)"', html)
    )
    assert found == {
        "nl": "/hulp/",
        "en": "/en/hulp/",
        "fr": "/fr/hulp/",
        "x-default": "/hulp/",
    }
    assert 'hreflang="x-default"' not in client.get("/resultaten/").content.decode()


def test_search_address_is_the_one_that_is_printed():
    assert reverse("search:search") == "/zoeken/"
