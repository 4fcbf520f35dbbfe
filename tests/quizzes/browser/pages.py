"""What the tests of an attempt do on its page, and wait for."""

import pytest

from quizzes.models import Answer


def question(page, position=1):
    return page.locator(f"[data-question='{position}']")


def saved(page, position=1):
    """Wait until the page says that this question is saved."""
    page.locator(f"[data-question='{position}'] [data-state=saved]").wait_for()


def state(page, wanted, position=1):
    page.locator(f"[data-question='{position}'] [data-state={wanted}]").wait_for()


def choose(page, choice, position=1):
    question(page, position).locator(f"input[value='{choice}']").check()


def responses():
    return list(Answer.objects.order_by("sequence").values_list("response", flat=True))


def tab_to(page, selector):
    """Press Tab until the focus is where `selector` says."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")
