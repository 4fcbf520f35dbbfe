"""Signed out while a form of the admin stands open: told, held back, and saved after all."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from accounts.roles import COORDINATORS, ensure_roles
from tests.factories.accounts import UserFactory
from tests.factories.live import LiveSessionFactory


@pytest.fixture
def coordinator(db):
    user = UserFactory()
    user.groups.add(ensure_roles()[COORDINATORS])
    return user


def test_script_hears_who_is_signed_in_and_who_is_not(client, coordinator):
    by_script = {"headers": {"X-Requested-With": "XMLHttpRequest"}}
    assert client.get("/admin/aangemeld/", **by_script).status_code == 403

    client.force_login(coordinator)

    assert client.get("/admin/aangemeld/", **by_script).status_code == 204
    assert "Je bent opnieuw aangemeld." in client.get("/admin/aangemeld/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_what_was_typed_is_saved_after_signing_in_again(browser_page, live_server, coordinator):
    session = LiveSessionFactory()

    def sign_in():
        """As in another window: the session is new, and so is the token of every form."""
        client = Client()
        client.force_login(coordinator)
        client.get("/admin/aangemeld/")
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
            browser_page.context.add_cookies([cookie])

    sign_in()
    browser_page.goto(f"/admin/livesessies/edit/{session.pk}/")
    browser_page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    browser_page.fill("[name=place]", "Zaal met een lange naam")
    browser_page.evaluate("window.dispatchEvent(new Event('focus'))")
    notice = browser_page.locator("[data-signed-out]")
    expect(notice.get_by_text("Je bent afgemeld.")).to_be_visible()
    save = browser_page.get_by_role("button", name="Bewaar")
    save.click()
    expect(notice.get_by_role("link")).to_be_focused()

    sign_in()
    browser_page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(notice).to_be_hidden()
    save.click()
    expect(browser_page.locator(".messages .success")).to_be_visible()

    session.refresh_from_db()
    assert session.place == "Zaal met een lange naam"
