"""Headless Chromium over the live server: `browser_page`, `no_js_page`, `axe`, `foreign_requests`."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Two pages of the browser's own, drawn for the address bar of every window.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    # No other machine is ever asked. Refusing each request by hand would also switch off the
    # browser's cache, as no reader does.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
AT_REST = """() => document.getAnimations()
    .filter((one) => one.timeline === document.timeline && one.effect.getTiming().iterations !== Infinity)
    .forEach((one) => one.finish())"""
VIOLATIONS = """() => axe.run({resultTypes: ["violations"]}).then(({violations}) => violations)"""
# Each width and each colour scheme once: neither changes what the other does.
SCREENS = [(360, True), (1280, False)]
READER = {"locale": "nl-BE", "timezone_id": "Europe/Brussels"}


@pytest.fixture(scope="session")
def chromium():
    """The browser of this process; every test gets an empty profile of its own from it."""
    from playwright.sync_api import sync_playwright

    found = subprocess.run(
        [sys.executable, str(ROOT / ".ci" / "chromium.py")],
        check=False,
        capture_output=True,
        text=True,
    )
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    # Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.stdout.strip(), args=[*FLAGS, *as_root]
        )
        yield browser
        browser.close()


@pytest.fixture
def foreign_requests():
    """Addresses outside this site that a page asked for; none of them is ever sent."""
    return []


@pytest.fixture
def new_page(chromium, live_server, foreign_requests):
    """Open a page in an empty profile: `new_page(javascript=False, width=360, dark=True)`.

    A script that fails on any of these pages fails the test.
    """
    contexts = []
    failures = []

    def open_page(*, javascript=True, width=1280, height=800, dark=False, **options):
        context = chromium.new_context(
            base_url=live_server.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            **(READER | options),
        )
        context.set_default_timeout(10_000)
        context.on("request", lambda request: remember(request.url))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda failure: failures.append(str(failure)))
        return page

    def remember(address):
        if _is_foreign(address, live_server.url):
            foreign_requests.append(address)

    yield open_page
    for context in contexts:
        context.close()
    assert failures == [], "a script failed on the page"


@pytest.fixture
def browser_page(new_page):
    """A page as most people see it, 1280 by 800."""
    return new_page()


@pytest.fixture
def no_js_page(new_page):
    """A page for a reader whose scripts do not run."""
    return new_page(javascript=False)


@pytest.fixture
def axe():
    """What axe-core finds wrong with a page as it stands, one line a rule: `assert axe(page) == []`."""

    def look(page) -> list[str]:
        # Without its style sheet, or in the middle of a change, a page has nobody's colours.
        page.wait_for_load_state("load")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(AT_REST)
        return [_line(violation) for violation in page.evaluate(VIOLATIONS)]

    return look


def _line(violation: dict) -> str:
    places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:5])
    return f"{violation['id']} ({violation['impact']}): {violation['help']}: {places}"


def _is_foreign(address: str, site: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(site).netloc
