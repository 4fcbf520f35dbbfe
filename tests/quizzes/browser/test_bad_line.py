"""On a bad line, and after the session has expired, no answer is lost and none goes to another person."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import begin

from .pages import choose, question, responses, saved, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_answer_on_a_lost_line_is_kept_and_sent_when_the_line_is_back(open_attempt):
    page, _attempt = open_attempt("single_choice", *["true_false"] * 5, width=360)
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    line = page.locator("[data-quiz-line]")
    assert line.inner_text()
    assert line.evaluate("line => line.getBoundingClientRect().bottom <= innerHeight")
    assert responses() == []
    page.context.set_offline(False)
    saved(page)
    assert responses() == [{"choice": "b"}]
    assert page.evaluate("localStorage.length") == 0


def test_answer_on_a_lost_line_survives_closing_the_page(open_attempt):
    page, attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    page.close(run_before_unload=False)
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(f"/toets/{attempt.public_id}/")
    saved(again)
    expect(again.locator("input[value=b]")).to_be_checked()
    assert responses() == [{"choice": "b"}]


def test_handing_in_waits_for_what_was_not_sent(open_attempt):
    page, attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    page.locator("form footer button[type=submit]").first.click()
    page.locator("[data-quiz-line][data-state=lost]").wait_for()
    page.context.set_offline(False)
    saved(page)
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_lost_acknowledgement_neither_doubles_nor_loses(open_attempt):
    page, _attempt = open_attempt("single_choice")
    lost = []

    def lose_the_first_reply(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    page.route("**/antwoord/", lose_the_first_reply)
    choose(page, "a")
    state(page, "waiting")
    choose(page, "b")
    saved(page)
    assert lost == [200]
    assert responses() == [{"choice": "a"}, {"choice": "b"}]
    expect(question(page).locator("[data-choose]")).to_be_hidden()


def test_server_error_is_tried_again(open_attempt):
    page, _attempt = open_attempt("single_choice")
    failed = []

    def fail_once(route):
        if failed:
            return route.continue_()
        failed.append(1)
        return route.fulfill(status=502, body="Bad gateway")

    page.route("**/antwoord/", fail_once)
    choose(page, "b")
    saved(page)
    assert failed == [1]
    assert responses() == [{"choice": "b"}]


def test_answer_after_an_expired_session_is_sent_once_signed_in_again(
    open_attempt, learner, sign_in
):
    page, attempt = open_attempt("single_choice")
    Session.objects.all().delete()
    choose(page, "b")
    link = page.locator("[data-quiz-line] a")
    link.wait_for()
    assert link.get_attribute("href").endswith(f"/accounts/login/?next=/toets/{attempt.public_id}/")
    assert responses() == []
    sign_in(page, learner)
    page.goto(f"/toets/{attempt.public_id}/")
    saved(page)
    assert responses() == [{"choice": "b"}]


def test_answer_waits_while_somebody_else_is_signed_in(open_attempt, learner, sign_in):
    page, _attempt = open_attempt("single_choice")
    sign_in(page, UserFactory())
    choose(page, "b")
    expect(page.locator("[data-quiz-line]")).to_contain_text("intussen iemand anders aangemeld")
    assert responses() == []
    sign_in(page, learner)
    page.reload()
    saved(page)
    assert responses() == [{"choice": "b"}]


def test_handing_in_works_after_signing_in_again_in_another_window(open_attempt, live_server):
    page, attempt = open_attempt("single_choice")
    # What signing in does to the token against forged requests.
    renewed = {"name": "csrftoken", "value": "r" * 32, "url": live_server.url}
    page.context.add_cookies([renewed])
    choose(page, "b")
    saved(page)
    page.locator("form footer button[type=submit]").first.click()
    page.wait_for_url("**/resultaat/")
    attempt.refresh_from_db()
    assert attempt.score == 1


def test_answer_left_on_a_device_is_not_sent_to_another_persons_attempt(open_attempt, sign_in):
    page, attempt = open_attempt("single_choice")
    Session.objects.all().delete()
    choose(page, "b")
    page.locator("[data-quiz-line] a").wait_for()
    other = UserFactory()
    theirs = begin(attempt.quiz, subject=other.subject)
    sign_in(page, other)
    assert page.goto(f"/toets/{attempt.public_id}/").status == 404
    page.goto(f"/toets/{theirs.public_id}/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("input:checked")).to_have_count(0)
    assert responses() == []
    assert page.evaluate("localStorage.length") == 1
