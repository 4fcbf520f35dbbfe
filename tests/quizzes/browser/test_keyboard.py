"""Every type of question is answered by keyboard alone, and moving a step is heard."""

import pytest
from playwright.sync_api import expect

from quizzes.types import TYPES

from .pages import responses, saved, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press_choice(page, attempt):
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    order = attempt.questions.get().order
    for _ in range(order.index("b")):
        page.keyboard.press("ArrowDown")


def press_choices(page, attempt):
    for key in attempt.questions.get().order:
        tab_to(page, f"input[value='{key}']")
        if key in ("a", "b"):
            page.keyboard.press("Space")


def press_truth(page, attempt):
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")


def press_order(page, attempt):
    """Bring every step up to its place, from the first to the last."""
    for place, key in enumerate("abcd"):
        steps = page.locator("[data-step]").evaluate_all(
            "steps => steps.map(step => step.dataset.step)"
        )
        if steps.index(key) > place:
            tab_to(page, f"[data-step={key}] [data-move=up]")
        for _ in range(steps.index(key) - place):
            page.keyboard.press("Enter")


def press_pairs(page, attempt):
    texts = {"1": "one", "2": "two", "3": "three"}
    for left, text in texts.items():
        tab_to(page, f"[data-left='{left}']")
        page.keyboard.type(text)


def press_words(page, attempt):
    tab_to(page, "input[type=text]")
    page.keyboard.type("veilig huis")


def press_number(page, attempt):
    tab_to(page, "input[type=text]")
    page.keyboard.type("12,5")


def press_gaps(page, attempt):
    tab_to(page, "input[data-gap]")
    page.keyboard.type("1712")
    tab_to(page, "select[data-gap]")
    page.keyboard.type("b")


def press_path(page, attempt):
    for choice in ("ask", "call"):
        tab_to(page, f"fieldset:has(input[value={choice}]) input[type=radio]")
        while page.locator("input[type=radio]:checked").count() == 0:
            page.keyboard.press("Space")
        while not page.locator(f"input[value={choice}]").is_checked():
            page.keyboard.press("ArrowDown")
        tab_to(page, "main fieldset button[type=submit]")
        with page.expect_navigation():
            page.keyboard.press("Enter")


def press_ratings(page, attempt):
    for item in ("ask", "call"):
        tab_to(page, f"[data-item={item}] input")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")


PRESSED = {
    "single_choice": press_choice,
    "case": press_choice,
    "multiple_response": press_choices,
    "true_false": press_truth,
    "ordering": press_order,
    "matching": press_pairs,
    "short_text": press_words,
    "numeric": press_number,
    "cloze": press_gaps,
    "branching": press_path,
    "likert": press_ratings,
}


# By the list of types: a new one is not finished before it is walked here.
@pytest.mark.parametrize("question_type", TYPES)
def test_every_type_is_answered_and_handed_in_by_keyboard_alone(open_attempt, question_type):
    page, attempt = open_attempt(question_type)
    PRESSED[question_type](page, attempt)
    saved(page)
    tab_to(page, "main form footer button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.state == "submitted"
    assert attempt.score == (1 if TYPES[question_type].marked else None)
    assert "nakijken" not in page.url


def test_moved_step_keeps_the_focus_and_is_announced(open_attempt):
    page, _attempt = open_attempt("ordering")
    last = page.locator("[data-step]").last
    key = last.get_attribute("data-step")
    last.locator("[data-move=up]").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-step]').dataset.step")
    assert focused == key
    assert f"Step {key}" in page.locator("[data-moves]").inner_text()


def test_order_that_looks_right_can_be_kept(open_attempt):
    page, attempt = open_attempt("ordering")
    page.locator("[data-keep-order]").click()
    saved(page)
    assert responses() == [{"order": attempt.questions.get().order}]
    expect(page.locator("[data-keep-order]")).to_be_hidden()
