"""Two windows on one attempt, and the end of its time."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from core.clock import now
from quizzes.models import Attempt
from quizzes.services import submit_attempt

from .pages import choose, question, responses, saved, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def two_windows(open_attempt):
    first, attempt = open_attempt("single_choice")
    second = first.context.new_page()
    second.goto(f"/toets/{attempt.public_id}/")
    choose(first, "a")
    saved(first)
    choose(second, "b")
    question(second).locator("[data-choose] button").first.wait_for()
    return second


def test_stale_window_can_go_on_with_the_newest(open_attempt):
    window = two_windows(open_attempt)
    question(window).locator("[data-choose] button").nth(0).click()
    expect(window.locator("input[value=a]")).to_be_checked()
    choose(window, "c")
    saved(window)
    assert responses() == [{"choice": "a"}, {"choice": "c"}]


def test_stale_window_can_keep_its_own(open_attempt):
    window = two_windows(open_attempt)
    question(window).locator("[data-choose] button").nth(1).click()
    saved(window)
    assert responses() == [{"choice": "a"}, {"choice": "b"}]


def test_answers_that_wait_in_two_windows_are_all_kept(open_attempt):
    first, attempt = open_attempt("single_choice", "single_choice")
    second = first.context.new_page()
    second.goto(f"/toets/{attempt.public_id}/")
    first.context.set_offline(True)
    choose(first, "a", 1)
    state(first, "waiting", 1)
    choose(second, "b", 2)
    state(second, "waiting", 2)
    assert sorted(kept_on_this_device(second)) == ["1", "2"]
    first.context.set_offline(False)
    for page, position in ((first, 1), (second, 2)):
        saved(page, position)
    assert sorted(map(str, responses())) == ["{'choice': 'a'}", "{'choice': 'b'}"]
    # Each window takes its own away; the other hears of it a moment later.
    for _ in range(50):
        if not (kept := kept_on_this_device(second)):
            break
        second.wait_for_timeout(100)
    assert kept == {}


def kept_on_this_device(page):
    """What waits to be sent, by question, in the browser's storage."""
    return page.evaluate(
        """() => {
            const start = document.querySelector('[data-quiz]').dataset.outbox + ':';
            const names = Object.keys(localStorage).filter((name) => name.startsWith(start));
            return Object.fromEntries(
                names.map((name) => [name.slice(start.length), JSON.parse(localStorage[name])]));
        }"""
    )


def test_handing_in_sends_what_a_closed_window_left(open_attempt):
    page, attempt = open_attempt("single_choice", "single_choice")
    choose(page, "b", 2)
    saved(page, 2)
    page.evaluate(
        """() => localStorage.setItem(
            document.querySelector('[data-quiz]').dataset.outbox + ':1',
            JSON.stringify({sequence: 0, response: {choice: 'b'}, sent: []}))"""
    )
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_back_button_shows_the_newest_and_goes_on_from_there(open_attempt):
    page, attempt = open_attempt("single_choice")
    choose(page, "a")
    saved(page)
    page.goto(f"/toets/{attempt.public_id}/?nakijken=1")
    choose(page, "b")
    saved(page)
    page.go_back()
    page.locator("input[value=b]:checked").wait_for()
    choose(page, "c")
    saved(page)
    assert responses() == [{"choice": "a"}, {"choice": "b"}, {"choice": "c"}]


def test_window_of_a_submitted_attempt_says_so_and_leads_to_the_result(open_attempt):
    page, attempt = open_attempt("single_choice")
    submit_attempt(attempt=attempt, now=now())
    choose(page, "b")
    page.locator("[data-quiz-line] a").click()
    page.wait_for_url("**/resultaat/")
    assert responses() == []


def test_end_of_the_time_hands_in_what_was_saved(open_attempt):
    page, attempt = open_attempt("single_choice", rules={"time_limit_minutes": 10})
    choose(page, "b")
    saved(page)
    Attempt.objects.update(due_at=now() + timedelta(seconds=3))
    page.reload()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("timed_out", 1)
