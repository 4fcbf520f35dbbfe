"""The parts of a long text in a browser: they can be read by everyone, and the next one is one key away."""

import pytest
from playwright.sync_api import expect

from learning.enums import OpenTo
from tests.browser import SCREENS
from tests.learning.test_slow_line import lesson_of, of_hours

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lesson(db):
    return lesson_of(of_hours(3), open_to=OpenTo.EVERYONE)


def test_every_part_is_accessible_on_every_screen_and_leads_on_without_scripts(
    lesson, new_page, axe
):
    for width, dark in SCREENS:
        page = new_page(width=width, dark=dark)
        page.goto(f"{lesson.url}?weergave=tekst&deel=2")
        page.locator(".text-first__others summary").press("Enter")
        expect(page.get_by_role("link", name="Hoofdstuk 30")).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width

    plain = new_page(javascript=False, width=360)
    plain.goto(f"{lesson.url}?weergave=tekst")
    plain.get_by_role("link", name="Lees verder: deel 2 van 3").press("Enter")
    plain.wait_for_url("**deel=2")
    expect(plain.get_by_text("Deel 2 van 3")).to_be_visible()
    plain.locator(".text-first__others summary").press("Enter")
    plain.get_by_role("link", name="Hoofdstuk 30").click()
    plain.wait_for_url("**deel=3#h-*")
    expect(plain.get_by_role("heading", name="Hoofdstuk 30")).to_be_in_viewport()
