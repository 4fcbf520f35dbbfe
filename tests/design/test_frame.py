"""What frames every page is the same for everyone and gives nothing away."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import expect
from wagtail.models import Locale, Page, Site

from design import navigation
from safety import page_cache
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.urls("tests.design.urls")

TEMPLATES = Path(settings.BASE_DIR) / "templates"
TOPIC = re.compile(r"geweld|violen|mishandel|slachtoffer|victim|abuse", re.IGNORECASE)


def render(source, **context):
    return Template("{% load design %}" + source).render(Context(context))


@pytest.mark.django_db
def test_title_and_metadata_name_no_topic(client):
    head = client.get("/bestaat-niet/").content.decode().split("</head>")[0]

    assert not TOPIC.search(head)
    assert "og:" not in head
    assert "description" not in head
    title = " ".join(re.search(r"<title>(.*?)</title>", head, re.DOTALL).group(1).split())
    assert title == "Info | Hoe gaat het met u?"


@pytest.mark.django_db
def test_frame_is_the_same_signed_in_or_not(client):
    before = client.get("/bestaat-niet/").content
    client.force_login(UserFactory())

    assert client.get("/bestaat-niet/").content == before


@pytest.mark.django_db
def test_language_switch_leads_to_the_same_view_in_each_language(client):
    page = client.get("/fr/accounts/login/").content.decode()

    for address in ("/accounts/login/", "/en/accounts/login/", "/fr/accounts/login/"):
        assert f'href="{address}"' in page


@pytest.mark.django_db
def test_language_switch_leads_home_where_there_is_no_page(client):
    page = client.get("/fr/nergens/").content.decode()

    assert 'href="/en/"' in page
    assert "/en/nergens/" not in page


@pytest.fixture
def page_with_drafted_french():
    """A page of the site below its home, and its French translation, not yet published."""
    home = Site.objects.get(is_default_site=True).root_page
    page = home.add_child(instance=Page(title="Thema", slug="thema"))
    french, _created = Locale.objects.get_or_create(language_code="fr")
    translated = page.copy_for_translation(french, copy_parents=True)
    return page, translated


@pytest.mark.django_db
def test_language_switch_leads_to_the_translation_once_published(page_with_drafted_french):
    page, french = page_with_drafted_french
    before = {way.code: way.url for way in navigation.language_ways(None, page)}

    french.save_revision().publish()
    page_cache.forget()

    after = {way.code: way.url for way in navigation.language_ways(None, page)}
    assert before == {"nl": "/thema/", "fr": "/fr/", "en": "/en/"}
    assert after == {"nl": "/thema/", "fr": f"/fr/{french.slug}/", "en": "/en/"}


@pytest.mark.django_db
def test_translations_are_looked_up_once_a_generation(
    page_with_drafted_french, django_assert_num_queries
):
    page, _french = page_with_drafted_french
    navigation.language_ways(None, page)

    with django_assert_num_queries(0):
        navigation.language_ways(None, page)


@pytest.mark.parametrize(
    ("path", "marks"),
    [("/leren/", {"/leren/": "page"}), ("/leren/cursus/les/", {"/leren/": "true"}), ("/", {})],
)
def test_menu_marks_where_the_reader_is(path, marks):
    with translation.override("nl"):
        ways = navigation.main_ways(path)

    assert {way.url: way.current for way in ways if way.current} == marks


@pytest.mark.parametrize(
    ("language", "address"), [("nl", "/hulp/"), ("fr", "/fr/hulp/"), ("en", "/en/hulp/")]
)
def test_local_url_keeps_the_language_that_is_read(language, address):
    with translation.override(language):
        assert render('{% local_url "/hulp/" %}') == address


def test_messages_are_shown_on_acting_pages_only():
    source = "{% is_acting as acting %}{% if acting %}yes{% endif %}"
    request = RequestFactory().get("/")

    assert render(source, request=request) == ""
    request.view_kind = "acting"
    assert render(source, request=request) == "yes"


def test_icon_says_nothing_to_a_screen_reader_and_keeps_to_its_place():
    drawing = render('{% icon "phone" %}')

    assert 'aria-hidden="true"' in drawing
    assert "style=" not in drawing


def test_illustration_is_read_aloud_only_with_a_label():
    assert 'role="img" aria-label="Een &lt;open&gt; deur"' in render(
        '{% illustration "door" label %}', label="Een <open> deur"
    )
    assert 'aria-hidden="true"' in render('{% illustration "door" %}')


@pytest.mark.parametrize(
    ("written", "dialled"), [("0800 30 030", "080030030"), ("+32 89 65 00", "+32896500")]
)
def test_dial_leaves_digits_only(written, dialled):
    assert render("{{ number|dial }}", number=written) == dialled


def test_no_template_styles_or_scripts_in_line():
    """A mail has no style sheet of ours; everything else stands under a strict policy."""
    inline = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|<style|javascript:|<script(?![^>]*(src=|application/json))"""
    )
    found = [
        f"{path.relative_to(TEMPLATES)}: {match.group()}"
        for path in TEMPLATES.rglob("*")
        if path.suffix in {".html", ".svg"} and path.relative_to(TEMPLATES).parts[0] != "emails"
        for match in inline.finditer(path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_first_view_fits_a_bad_line():
    """The frame's own part of the 150 KB: style sheets, modules, typeface, icon."""
    static = Path(settings.SITE_DIR) / "static"
    with_every_page = [
        *(
            static / "css" / name
            for name in ("site.css", "frame.css", "components.css", "forms.css")
        ),
        static / "js" / "quick-exit.js",
        static / "js" / "menu.js",
        static / "fonts" / "atkinson-hyperlegible-next-latin-wght-normal.woff2",
        static / "icons" / "favicon.svg",
    ]

    assert sum(path.stat().st_size for path in with_every_page) < 95 * 1024


@pytest.mark.browser
def test_menu_opens_without_scripts(transactional_db, new_page):
    page = new_page(width=360, height=740, javascript=False)
    page.goto("/bestaat-niet/")
    link = page.locator(".menu").get_by_role("link", name="Webinars")
    expect(link).to_be_hidden()

    page.locator(".menu summary").click()

    expect(link).to_be_visible()


@pytest.mark.browser
def test_open_menu_gives_way_to_escape_and_to_focus_that_moves_on(transactional_db, new_page):
    page = new_page(width=360, height=740)
    page.goto("/bestaat-niet/")
    button = page.locator(".menu summary")
    links = page.locator(".menu a")

    button.press("Enter")
    links.first.focus()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    expect(button).to_be_focused()

    button.press("Enter")
    expect(links.first).to_be_visible()
    links.last.focus()
    page.keyboard.press("Tab")
    expect(links.first).to_be_hidden()
    expect(page.locator("main a").first).to_be_focused()
