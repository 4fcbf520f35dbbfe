"""Every type of question is answered without scripts."""

import pytest
from playwright.sync_api import expect

from quizzes.screens import field_name
from quizzes.types import TYPES

from .pages import choose, question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL_TYPES = list(TYPES)


def test_every_type_is_answered_without_scripts(open_attempt):
    page, attempt = open_attempt(*ALL_TYPES, javascript=False)
    choose(page, "b")
    choose(page, "a", 2)
    choose(page, "b", 2)
    choose(page, "true", 3)
    choose(page, "b", 4)
    for place, key in enumerate("abcd", start=1):
        page.select_option(f"[name={field_name(5)}-{key}]", str(place))
    for left, text in {"1": "one", "2": "two", "3": "three"}.items():
        page.select_option(f"[name={field_name(6)}-{left}]", label=text)
    page.fill(f"[name={field_name(7)}]", "Veilig Huis")
    page.fill(f"[name={field_name(8)}]", "12.5")
    page.fill(f"[name={field_name(9)}-whom]", "1712")
    page.select_option(f"[name={field_name(9)}-then]", "b")
    for item in ("ask", "call"):
        page.check(f"[name={field_name(11)}-{item}][value='3']")
    for step in ("ask", "call"):
        choose(page, step, 10)
        question(page, 10).locator("button[name=naar]").click()
    expect(page.locator("[data-state=saved]")).to_have_count(len(ALL_TYPES))
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1
