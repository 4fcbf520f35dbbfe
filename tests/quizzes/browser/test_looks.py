"""The pages of an attempt: no fault that axe sees, no scrolling sideways, nothing kept about the person."""

import json

import pytest

from core.clock import now
from quizzes.services import save_answer, submit_attempt
from quizzes.types import TYPES
from tests.browser import SCREENS

from .pages import choose, saved, state

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALL_TYPES = list(TYPES)


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_pages_have_no_faults_that_axe_sees_and_never_scroll_sideways(
    open_attempt, axe, width, dark, foreign_requests
):
    page, attempt = open_attempt(*ALL_TYPES, width=width, dark=dark)
    sideways = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    choose(page, "a")
    saved(page)
    assert axe(page) == []
    assert page.evaluate(sideways) is False
    save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=2,
        expected_sequence=0,
        response={"choices": ["a", "c"]},
        received_at=now(),
    )
    page.goto(f"/toets/{attempt.public_id}/?nakijken=1")
    assert axe(page) == []
    submit_attempt(attempt=attempt, now=now())
    page.goto(f"/toets/{attempt.public_id}/resultaat/")
    assert axe(page) == []
    assert page.evaluate(sideways) is False
    assert foreign_requests == []


def test_outbox_tells_nothing_about_the_person(open_attempt, learner):
    page, _attempt = open_attempt("single_choice")
    page.context.set_offline(True)
    choose(page, "b")
    state(page, "waiting")
    kept = json.dumps(page.evaluate("({...localStorage})"))
    assert str(learner.subject_id) not in kept
    assert learner.email not in kept
    page.context.set_offline(False)
    saved(page)
