"""What an editor does with these pages, on Wagtail's own screens in a real browser."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.models import Page

from accounts.roles import EDITORS, ensure_roles
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(public_pages, new_page, live_server):
    """The browser of an editor who is signed in."""
    editor = UserFactory()
    editor.groups.add(ensure_roles()[EDITORS])
    session = Client()
    session.force_login(editor)
    page = new_page()
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": session.cookies[name].value, "url": live_server.url}]
    )
    return page


def publish(desk, page):
    desk.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    desk.wait_for_load_state("networkidle")
    desk.locator("footer [data-w-dropdown-target='toggle']").click()
    with desk.expect_navigation():
        desk.locator("[name=action-publish]").first.click()
    expect(desk.locator(".messages .success"), page.title).to_have_count(1)
    expect(desk.locator(".messages .error")).to_have_count(0)


def read(reader):
    """What stands on the page, without the keys by which the editor knows its paragraphs."""
    html = re.sub(r' data-block-key="\w+"', "", reader.locator("main").inner_html())
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html))


@pytest.mark.long
def test_every_kind_of_page_is_saved_and_published_without_losing_a_word(desk, new_page):
    kinds = {}
    for page in Page.objects.filter(depth__gt=1, locale__language_code="nl").order_by("path"):
        kinds.setdefault(page.specific_class, page.specific)
    assert len(kinds) == 9
    reader = new_page()
    for page in kinds.values():
        reader.goto(page.url)
        before = read(reader)
        publish(desk, page)
        reader.goto(page.url)
        assert read(reader) == before, page.title


def test_preview_marks_the_sentence_that_readers_do_not_see(desk, new_page):
    page = Page.objects.get(url_path__endswith="/start/hulp/", locale__language_code="nl")
    desk.goto(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    held = desk.locator("mark.claim-mark--held-back, .claim-mark--held-back")
    assert held.count() >= 2
    assert "in de app chatten" in desk.locator("main").inner_text()
    reader = new_page()
    reader.goto(page.url)
    assert "in de app chatten" not in reader.locator("main").inner_text()
