"""Import and export as an editor meets them, without scripts and on a small screen."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from accounts.models import User
from quizzes.models import Question
from tests.factories.quizzes import QuestionFactory

from .test_admin import EXPORT, FILE, IMPORT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(page, live_server):
    client = Client()
    client.force_login(
        User.objects.create_superuser("e@example.org", "a-long-password", name="Editor")
    )
    cookie = client.cookies["sessionid"]
    page.context.add_cookies(
        [{"name": "sessionid", "value": cookie.value, "url": live_server.url, "httpOnly": True}]
    )


def file_of(text):
    return {"name": "vragen.gift", "mimeType": "text/plain", "buffer": text.encode()}


def wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_file_is_looked_at_and_brought_in_without_scripts(no_js_page, live_server):
    page = no_js_page
    sign_in(page, live_server)
    page.goto(IMPORT)
    page.get_by_label("Bestand").set_input_files(file_of(FILE))
    page.get_by_role("button", name="Bekijk het bestand").click()
    page.get_by_role("button", name="Importeer 2 vragen").click()
    expect(page.get_by_text("2 vragen kwamen binnen als concept")).to_be_visible()
    assert Question.objects.count() == 2


def test_screens_fit_a_telephone_and_pass_axe(new_page, live_server, axe):
    QuestionFactory(key="steps", type="ordering")
    QuestionFactory(key="fine", type="true_false")
    page = new_page(width=320)
    sign_in(page, live_server)
    page.goto(IMPORT)
    page.get_by_label("Bestand").set_input_files(file_of(FILE))
    page.get_by_role("button", name="Bekijk het bestand").click()
    page.get_by_role("heading", name="Geweigerd").wait_for()
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page) == []
    assert not wider_than_the_screen(page)
    page.goto(EXPORT)
    page.get_by_label("GIFT", exact=True).check()
    page.get_by_role("button", name="Exporteren").click()
    page.get_by_role("heading", name="past niet in dit formaat").wait_for()
    assert axe(page) == []
    assert not wider_than_the_screen(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Exporteer de andere vraag").click()
    assert "::fine::" in download.value.path().read_text(encoding="utf-8")
