"""Matching and ordering by touch: nothing is dragged, and everything is large enough for a finger."""

import pytest

from .pages import saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FINGER = 44


def test_order_and_pairs_are_given_by_taps(open_attempt):
    page, attempt = open_attempt("ordering", "matching", width=360, has_touch=True)
    for place, key in enumerate("abcd"):
        shown = page.locator("[data-step]").evaluate_all("all => all.map(one => one.dataset.step)")
        for _ in range(shown.index(key) - place):
            page.locator(f"[data-step={key}] [data-move=up]").tap()
    saved(page, 1)
    for left, text in {"1": "one", "2": "two", "3": "three"}.items():
        page.locator(f"[data-left='{left}']").select_option(label=text)
    saved(page, 2)

    touched = page.locator("[data-move], [data-left]").all()
    sizes = [box for each in touched if (box := each.bounding_box())]
    assert len(sizes) == 4 * 2 + 3
    assert min(min(box["width"], box["height"]) for box in sizes) >= FINGER
    page.locator("main form footer button[type=submit]").first.tap()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1
