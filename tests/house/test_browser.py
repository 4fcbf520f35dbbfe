"""The browser meets the live server, and the tests' own database, in any number of tests."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("time", [1, 2])
def test_browser_signs_in_a_person_whom_the_test_made(browser_page, time):
    user = UserFactory(email="browser@example.org")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)

    browser_page.goto("/accounts/login/")
    browser_page.fill("[name=login]", "browser@example.org")
    browser_page.fill("[name=password]", "a-long-password")
    browser_page.locator("main form button[type=submit], form button[type=submit]").first.click()
    browser_page.wait_for_url(lambda address: "/accounts/login/" not in address)

    assert any(cookie["name"] == "sessionid" for cookie in browser_page.context.cookies())


def test_axe_sees_what_is_wrong(browser_page, axe):
    browser_page.goto("/healthz")
    browser_page.set_content(
        '<html lang="nl"><title>x</title><main><h1>x</h1><img src="/y"></main>'
    )

    assert [line.partition(" ")[0] for line in axe(browser_page)] == ["image-alt"]


def test_foreign_request_is_refused_and_noted(no_js_page, foreign_requests):
    with no_js_page.expect_event("requestfailed"):
        # A blank page has no policy of ours that would stop the request earlier.
        no_js_page.set_content('<img src="https://elsewhere.example/pixel.png">')

    assert foreign_requests == ["https://elsewhere.example/pixel.png"]
