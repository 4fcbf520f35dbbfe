"""An editor publishes while the form is saving itself: one question comes of it, and it is live."""

import time

import pytest
from playwright.sync_api import expect

from quizzes.models import Question
from tests.quizzes.exchange.test_browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What the form says to itself once it was changed; it first waits for ten seconds.
CHANGED = "document.getElementById('w-editor-form').dispatchEvent(new Event('w-unsaved:add'))"


def by_itself(request):
    return request.method == "POST" and request.headers["accept"] == "application/json"


def slowly(route):
    time.sleep(0.3 if by_itself(route.request) else 0)
    route.continue_()


def test_publishing_while_a_new_question_saves_itself_makes_one(new_page, live_server):
    page = new_page()
    sign_in(page, live_server)
    page.goto("/admin/snippets/quizzes/question/add/")
    page.get_by_role("button", name="Blok invoegen").click()
    page.get_by_role("option", name="Waar of niet waar").click()
    page.locator("[name=content-0-value-answer]").select_option("true")
    page.locator("[name=content-0-value-stem]").fill("Is 1712 free?")
    page.get_by_role("button", name="Meer acties").click()
    page.route("**/question/add/", slowly)
    with page.expect_request(by_itself):
        page.evaluate(CHANGED)
    page.get_by_role("button", name="Publiceren").click()

    expect(page.get_by_role("cell", name="live")).to_have_count(1)
    question = Question.objects.get()
    assert (question.live, question.has_unpublished_changes) == (True, False)
