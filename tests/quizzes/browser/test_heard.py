"""What a screen reader hears while answers are saved: that it worked, that it did not, and how long is left."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import now
from quizzes.models import Attempt

from .pages import choose, question, saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def heard(page):
    """The one place that is read out, and that is there before anything is said."""
    return page.locator("[data-quiz-heard]")


def test_place_that_is_read_out_is_there_and_silent_at_first(open_attempt):
    page, _attempt = open_attempt("single_choice")
    assert heard(page).get_attribute("role") == "status"
    assert heard(page).evaluate("place => getComputedStyle(place).display") != "none"
    assert heard(page).inner_text() == ""
    # Nothing is said twice.
    expect(page.locator("[data-quiz-line][role]")).to_have_count(0)


def test_saved_answer_is_heard_with_its_question_and_time(open_attempt):
    page, _attempt = open_attempt("single_choice", "single_choice")
    choose(page, "b", 2)
    saved(page, 2)
    shown = question(page, 2).locator("[data-status-text]").inner_text()
    expect(heard(page)).to_have_text(f"Vraag 2: {shown}")


def test_answer_that_is_refused_is_heard(open_attempt):
    page, _attempt = open_attempt("numeric")
    field = question(page).locator("input[type=text]")
    field.fill("many")
    field.blur()
    question(page).locator("[data-state=refused]").wait_for()
    shown = question(page).locator("[data-status-text]").inner_text()
    assert "getal" in shown
    expect(heard(page)).to_have_text(f"Vraag 1: {shown}")


def test_lost_line_is_heard(open_attempt):
    page, _attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    page.locator("[data-quiz-line][data-state=lost]").wait_for()
    expect(heard(page)).to_have_text(page.locator("[data-quiz-line]").inner_text())


def test_last_minute_is_heard(open_attempt):
    page, _attempt = open_attempt("single_choice", rules={"time_limit_minutes": 10})
    Attempt.objects.update(due_at=now() + timedelta(seconds=63))
    page.reload()
    expect(heard(page)).to_have_text("nog minder dan een minuut", timeout=15_000)
