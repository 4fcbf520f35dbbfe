"""In a real browser: readable without scripts, sound for a screen reader, at every width."""

import pytest
from playwright.sync_api import expect

from tests.campaigns.conftest import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing(public_pages, new_page, axe, foreign_requests):
    narrow, dark = new_page(width=360), new_page(dark=True)
    found = {}
    for address in KINDS:
        for page in (narrow, dark):
            page.goto(address)
            found[address] = found.get(address, []) + axe(page)
    assert {address: lines for address, lines in found.items() if lines} == {}
    assert foreign_requests == []


def test_pages_read_without_scripts_and_fit_320_px(public_pages, new_page):
    plain = new_page(javascript=False, width=320, height=640)
    scripted = new_page(width=320, height=640)
    for address in KINDS:
        plain.goto(address)
        assert plain.locator("h1").is_visible(), address
        assert plain.locator("a.quick-exit__go").is_visible(), address
        scripted.goto(address)
        assert scripted.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_visit_leaves_nothing_in_the_browser(public_pages, new_page, foreign_requests):
    page = new_page()
    for address in KINDS:
        page.goto(address)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    assert foreign_requests == []


def test_ticks_exist_in_the_page_only(public_pages, new_page):
    page = new_page()
    requests = []
    page.goto("/campagnes/hoe-gaat-het/")
    page.on("request", lambda request: requests.append(request.url))
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == 9
    boxes.first.check()
    page.get_by_text("Zijn de kinderen bang thuis?").click()
    expect(page.locator("input:checked")).to_have_count(2)
    expect(page.get_by_text("Herkent u een of meer vragen?")).to_be_visible()
    assert [url for url in requests if "/static/icons/" not in url] == []
    page.goto("/hulp/")
    page.go_back()
    expect(page.locator("input:checked")).to_have_count(0)


def test_largest_letters_fit_a_small_telephone(public_pages, new_page):
    """A screen of 320 px with letters of 32 px: everything is in rem, so it is half as wide in ours."""
    page = new_page(width=160, height=320)
    for address in ("/hulp/", "/veilig-surfen/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 160, address
    page.goto("/hulp/")
    heights = page.locator("main a[href^='tel:']").evaluate_all(
        "(links) => links.map((link) => link.getClientRects()[0].height)"
    )
    assert heights
    assert max(heights) < 60, "a number to dial stands on one line"
    exit_bar = page.locator(".quick-exit").bounding_box()
    assert exit_bar["height"] < 80, "the bar that stays in view leaves room for the page"
