"""Every shared component, in every state, can be used by everyone on any screen."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

pytestmark = [pytest.mark.urls("tests.design.urls"), pytest.mark.django_db(transaction=True)]

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
SHEET = Path(settings.BASE_DIR) / "templates" / "design" / "style_sheet.html"


def test_style_sheet_page_is_there_with_debug_on_only(client, settings):
    settings.ROOT_URLCONF = "config.urls"

    assert client.get("/stijlblad/").status_code == 404


def test_style_sheet_page_shows_every_icon(client):
    page = client.get("/stijlblad/").content.decode()

    for drawing in (COMPONENTS.parent / "icons").glob("*.svg"):
        assert f"<span>{drawing.stem}</span>" in page


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True])
def test_components_pass_axe(new_page, axe, dark):
    page = new_page(dark=dark)
    page.goto("/stijlblad/")
    # Contrast is asked for at the stricter level of the house by test_contrast.py.

    assert axe(page) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 360, 640, 900, 1280])
def test_components_fit_without_sideways_scrolling(new_page, width):
    page = new_page(width=width)
    page.goto("/stijlblad/")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_what_is_touched_is_large_enough(new_page):
    """Links and buttons that stand alone are 44 px high; links inside a sentence are exempt."""
    page = new_page(width=360)
    page.goto("/stijlblad/")

    small = page.evaluate(
        """() => [...document.querySelectorAll(
              ".button, .quick-exit a, .menu summary, .helpline__number, .choice, .disclosure > summary, .input"
            )]
            .filter((box) => box.offsetParent && box.getBoundingClientRect().height < 43.5)
            .map((box) => box.outerHTML.slice(0, 80))"""
    )
    assert small == []


@pytest.mark.browser
def test_printed_page_leaves_out_what_paper_cannot_do(new_page):
    page = new_page()
    page.goto("/stijlblad/")
    page.emulate_media(media="print")

    for part in (".quick-exit", ".topbar .site-nav", ".topbar .menu", ".button", ".footer__in"):
        assert not page.locator(part).first.is_visible(), part
    expect(page.locator(".footer__emergency")).to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    # Browsers leave backgrounds out: an empty bar would say that nothing is done.
    assert (
        page.locator("progress").first.evaluate("b => getComputedStyle(b).printColorAdjust")
        == "exact"
    )


@pytest.mark.browser
def test_page_asks_for_little_and_nothing_from_elsewhere(new_page, foreign_requests):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/bestaat-niet/", wait_until="networkidle")

    assert foreign_requests == []
    assert len(asked) <= 8
    assert not [address for address in asked if not re.search(r"/static/|/bestaat-niet/$", address)]
