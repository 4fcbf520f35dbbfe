"""Whoever must leave is gone at once, with or without scripts, and Back does not betray them."""

import pytest
from playwright.sync_api import expect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.urls("tests.design.urls"),
    pytest.mark.django_db(transaction=True),
]

READING = "/bestaat-niet/"


@pytest.fixture
def elsewhere(settings, live_server):
    """Where the exit leads in these tests: an address that is no page of ours."""
    settings.QUICK_EXIT_URL = f"{live_server.url}/healthz"
    return settings.QUICK_EXIT_URL


def test_exit_is_a_plain_link_that_works_without_scripts(no_js_page, elsewhere):
    page = no_js_page
    page.goto(READING)

    page.locator(".quick-exit__go").click()

    page.wait_for_url(elsewhere)
    assert page.locator("body").inner_text() == "ok"


def test_exit_leaves_no_way_back_to_the_page(browser_page, elsewhere):
    page = browser_page
    page.goto("about:blank")
    page.goto(READING)

    page.locator(".quick-exit__go").click()
    page.wait_for_url(elsewhere)
    page.go_back()

    assert page.url == "about:blank"


def test_page_is_covered_before_the_network_answers(browser_page):
    page = browser_page
    # An answer that brings no page: what the reader sees is what the module does by itself.
    page.route("**/weg/", lambda route: route.fulfill(status=204))
    page.goto(READING)

    page.locator(".quick-exit__go").click()

    cover = page.locator(".exit-cover")
    cover.wait_for()
    assert cover.get_attribute("role") == "alert"
    assert cover.inner_text() != ""
    expect(page.locator("main")).to_be_hidden()
    expect(page.locator(".topbar")).to_be_hidden()


def test_page_brought_back_by_the_browser_stays_blank_and_goes_on(browser_page):
    page = browser_page
    page.route("**/weg/", lambda route: route.fulfill(status=204))
    page.goto(READING)
    page.locator(".quick-exit__go").click()
    page.locator(".exit-cover").wait_for()

    with page.expect_request("**/weg/"):
        page.evaluate(
            "window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))"
        )

    expect(page.locator(".exit-cover")).to_have_count(1)
    expect(page.locator("main")).to_be_hidden()


def test_page_brought_back_without_an_exit_is_shown(browser_page):
    page = browser_page
    page.goto(READING)

    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")

    expect(page.locator("main")).to_be_visible()


def test_shift_three_times_leaves(browser_page, elsewhere):
    page = browser_page
    page.goto(READING)
    page.locator("[data-quick-exit-keys]:not([hidden])").wait_for()

    page.keyboard.press("Shift")
    after_one = page.get_by_role("status").inner_text()
    page.keyboard.press("Shift")
    after_two = page.get_by_role("status").inner_text()
    page.keyboard.press("Shift")

    page.wait_for_url(elsewhere)
    assert after_one
    assert after_two
    assert after_one != after_two


@pytest.mark.parametrize(
    "keys",
    [
        ["Shift", "Shift", "a", "Shift"],
        ["Shift+A", "Shift+B", "Shift+C", "Shift+D"],
        ["Shift", "Tab", "Shift", "Tab", "Shift"],
    ],
)
def test_shift_between_other_keys_does_not_leave(browser_page, keys):
    page = browser_page
    page.goto(READING)
    page.locator("[data-quick-exit-keys]:not([hidden])").wait_for()

    for key in keys:
        page.keyboard.press(key)

    expect(page.locator("main")).to_be_visible()
    assert page.url.endswith(READING)


def test_presses_more_than_five_seconds_apart_do_not_count(browser_page):
    page = browser_page
    page.clock.install()
    page.goto(READING)
    page.locator("[data-quick-exit-keys]:not([hidden])").wait_for()

    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(4_900)
    page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.clock.run_for(5_100)
    said = page.get_by_role("status").inner_text()
    page.keyboard.press("Shift")

    assert said
    expect(page.locator("main")).to_be_visible()
    page.clock.run_for(10_000)
    assert page.get_by_role("status").inner_text() == ""


@pytest.mark.parametrize(("width", "height"), [(320, 480), (360, 640), (640, 360), (1280, 800)])
def test_exit_stays_in_reach_and_nothing_covers_it(new_page, width, height):
    page = new_page(width=width, height=height)
    page.goto(READING)

    for _ in range(2):
        reached = page.evaluate(
            """() => {
              const box = document.querySelector(".quick-exit__go").getBoundingClientRect();
              const on = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return box.top >= 0 && box.right <= innerWidth && box.height >= 44
                && Boolean(on.closest(".quick-exit__go"));
            }"""
        )
        assert reached
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")


@pytest.mark.parametrize(
    ("language", "words"),
    [("", "Snel weg"), ("/en", "Leave this site"), ("/fr", "Quitter ce site")],
)
def test_exit_stays_in_reach_with_letters_set_wide(new_page, language, words):
    """Whoever reads with wider letters and words (WCAG 1.4.12) finds all of it on 320 pixels."""
    page = new_page(width=320, height=480)
    page.goto(f"{language}{READING}")

    page.evaluate(
        """() => {
          const wide = new CSSStyleSheet();
          wide.replaceSync("* { letter-spacing: .12em !important; word-spacing: .16em !important }");
          document.adoptedStyleSheets.push(wide);
        }"""
    )

    expect(page.locator(".quick-exit__go")).to_have_text(words)
    box = page.locator(".quick-exit__go").bounding_box()
    assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_exit_is_first_after_the_skip_link_for_a_keyboard(browser_page):
    page = browser_page
    page.goto(READING)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.getAttribute('href')") == "/weg/"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
