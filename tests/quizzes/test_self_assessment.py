"""A self-assessment has no right answers: no mark, no pass mark, nothing that counts as wrong."""

from decimal import Decimal

import pytest
from django.test import Client

from core.clock import now
from quizzes import outcomes
from quizzes.services import save_answer, submit_attempt
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db

RATED = {"ratings": {"ask": 2, "call": 4}}


def answer(attempt, response, *, position=1):
    return save_answer(
        attempt_public_id=attempt.public_id,
        subject_id=attempt.subject_id,
        position=position,
        expected_sequence=0,
        response=response,
        received_at=now(),
    )


@pytest.mark.parametrize("filled_in", [True, False])
def test_self_assessment_alone_is_passed_without_a_score(filled_in, monkeypatch):
    told = []
    monkeypatch.setattr(outcomes, "_listeners", [told.append])
    attempt = begin(types=["likert"], pass_mark=70)
    if filled_in:
        answer(attempt, RATED)
    attempt = submit_attempt(attempt=attempt, now=now())
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed, attempt.pass_mark) == (None, True, None)
    assert attempt.questions.get().mark is None
    assert (told[0].score, told[0].passed) == (None, True)


def test_self_assessment_among_questions_neither_earns_nor_costs():
    attempt = begin(types=["likert", "single_choice", "single_choice"], pass_mark=50)
    answer(attempt, {"choice": "b"}, position=2)
    attempt = submit_attempt(attempt=attempt, now=now())
    assert (attempt.score, attempt.passed) == (Decimal("0.5"), True)


def test_result_of_a_self_assessment_says_what_was_filled_in():
    learner, browser = UserFactory(), Client()
    browser.force_login(learner)
    attempt = begin(subject=learner.subject, types=["likert"], pass_mark=70)
    assert "70%" not in browser.get(f"/toets/{attempt.public_id}/").content.decode()
    answer(attempt, {"ratings": {"ask": 5}})
    submit_attempt(attempt=attempt, now=now())
    page = browser.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    assert "Je koos 5 van 5: Very" in page
    assert "Niet ingevuld" in page
    assert "%" not in page.split("<main")[1].split("</header>")[0]


def test_answer_is_whole_numbers_by_the_id_of_the_statement():
    attempt = begin(types=["likert"])
    assert answer(attempt, {"ratings": {"call": 4, "ask": 2}}).response == RATED


def test_half_filled_self_assessment_is_pointed_out_before_handing_in():
    learner, browser = UserFactory(), Client()
    browser.force_login(learner)
    attempt = begin(subject=learner.subject, types=["likert"])
    form = {"vraag-1-sequence": 0, "vraag-1-ask": "3"}
    reply = browser.post(f"/toets/{attempt.public_id}/indienen/", form)
    assert reply["Location"].endswith("?nakijken=1")
