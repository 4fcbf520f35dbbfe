"""The result teaches, and the page that asks gives nothing away."""

import pytest

from core.clock import now
from quizzes import outcomes
from quizzes.services import save_answer, submit_attempt
from quizzes.types import TYPES
from safety import page_cache
from tests.factories.quizzes import begin

from .sending import address, autosave, message

pytestmark = pytest.mark.django_db

ALL_TYPES = list(TYPES)


def test_open_attempt_has_no_result_yet(browser, attempt):
    assert browser.get(address(attempt, "resultaat/"))["Location"] == address(attempt)


def test_closed_attempt_leads_to_its_result(browser, attempt):
    submit_attempt(attempt=attempt, now=now())
    assert browser.get(address(attempt))["Location"] == address(attempt, "resultaat/")


@pytest.mark.parametrize("question_type", ALL_TYPES)
def test_result_teaches_every_type(browser, learner, question_type):
    attempt = begin(subject=learner.subject, types=[question_type])
    submit_attempt(attempt=attempt, now=now())
    page = browser.get(address(attempt, "resultaat/")).content.decode()
    assert "The explanation." in page
    assert f"Stem of {question_type}" in page


def test_result_shows_the_answer_the_right_one_and_why(browser, learner):
    attempt = begin(subject=learner.subject, types=["single_choice"])
    autosave(browser, attempt, message({"choice": "a"}))
    submit_attempt(attempt=attempt, now=now())
    page = browser.get(address(attempt, "resultaat/")).content.decode()
    for words in ("Feedback on a", "Feedback on b", "The explanation."):
        assert words in page
    assert "quiz-answer--wrong" in page
    assert "quiz-answer--answer" in page


def test_result_leads_on_where_whoever_registered_says(browser, attempt, monkeypatch):
    question = attempt.questions.first().version.question_id
    monkeypatch.setattr(
        outcomes, "_ways_on", [lambda found: [("On we go", f"/next/{found.number}/")]]
    )
    monkeypatch.setattr(outcomes, "_look_again", [lambda found: {question: [("See", "/see/")]}])
    submit_attempt(attempt=attempt, now=now())
    page = browser.get(address(attempt, "resultaat/")).content.decode()
    assert 'href="/next/1/"' in page
    assert page.count('href="/see/"') == 1


def test_asking_page_does_not_give_away_the_answers(browser, learner):
    attempt = begin(subject=learner.subject, types=ALL_TYPES)
    page = browser.get(address(attempt)).content.decode()
    for secret in ("Feedback on", "The explanation.", "Indeed.", "Why a stands", "Veilig Huis"):
        assert secret not in page


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_number_of_queries_whatever_the_number_of_questions(
    browser, learner, number, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(page_cache, "LOOK_EVERY", 3600)
    attempt = begin(subject=learner.subject, types=["true_false"] * number)
    for position in range(1, number + 1):
        save_answer(
            attempt_public_id=attempt.public_id,
            subject_id=learner.subject_id,
            position=position,
            expected_sequence=0,
            response={"choice": "true"},
            received_at=now(),
        )
    browser.get(address(attempt))
    with django_assert_num_queries(5):
        browser.get(address(attempt))
    submit_attempt(attempt=attempt, now=now())
    with django_assert_num_queries(5):
        browser.get(address(attempt, "resultaat/"))


AGAIN = "daarna kun je opnieuw proberen"


def failed(browser, learner, **rules):
    attempt = begin(subject=learner.subject, types=["single_choice"], **rules)
    submit_attempt(attempt=attempt, now=now())
    return browser.get(address(attempt, "resultaat/")).content.decode()


def test_result_promises_another_attempt_where_there_is_one(browser, learner):
    page = failed(browser, learner, attempts_allowed=2)
    assert AGAIN in page
    assert "al je pogingen" not in page


def test_result_of_the_last_attempt_says_that_it_was_the_last(browser, learner):
    page = failed(browser, learner, attempts_allowed=1)
    assert "Je hebt al je pogingen voor deze toets gebruikt." in page
    assert AGAIN not in page


def test_result_says_from_when_on_one_may_try_again(browser, learner):
    page = failed(browser, learner, wait_minutes=60)
    assert "Je kunt een nieuwe poging beginnen vanaf" in page
    assert AGAIN not in page
