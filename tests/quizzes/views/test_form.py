"""The whole form, without JavaScript; one question at a time; feedback after each question."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.test import Client

from core.clock import now
from quizzes.models import Answer, Attempt
from tests.factories.quizzes import QuizFactory, begin

from .sending import B, address, autosave, message, posted

pytestmark = pytest.mark.django_db


def test_form_saves_and_comes_back_to_the_page(browser, attempt):
    reply = browser.post(address(attempt, "antwoord/"), posted())
    assert reply.status_code == 302
    page = browser.get(reply["Location"])
    assert page.content.count(b"checked") == 2
    assert Attempt.objects.get().is_open


def test_form_hands_in(browser, attempt):
    reply = browser.post(address(attempt, "indienen/"), posted())
    assert reply["Location"] == address(attempt, "resultaat/")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("submitted", 1)


def test_double_click_on_hand_in_changes_nothing(browser, attempt):
    for _ in range(2):
        reply = browser.post(address(attempt, "indienen/"), posted())
        assert reply["Location"] == address(attempt, "resultaat/")
    assert Answer.objects.count() == 2


def test_unanswered_questions_are_named_before_handing_in(browser, attempt):
    reply = browser.post(address(attempt, "indienen/"), posted(second=""))
    assert reply["Location"] == address(attempt) + "?nakijken=1"
    page = browser.get(reply["Location"]).content.decode()
    assert 'href="#vraag-2"' in page
    assert 'href="#vraag-1"' not in page
    browser.post(address(attempt, "indienen/"), {"toch": "1"})
    attempt.refresh_from_db()
    assert not attempt.is_open


def test_stale_form_shows_the_newest_and_does_not_hand_in(browser, attempt):
    autosave(browser, attempt, message(B))
    autosave(browser, attempt, message({"choice": "c"}, sequence=1))
    reply = browser.post(
        address(attempt, "indienen/"), posted(first="a", **{"vraag-1-sequence": "1"})
    )
    assert reply.status_code == 409
    assert 'name="vraag-1-sequence" value="2"' in reply.content.decode()
    attempt.refresh_from_db()
    assert attempt.is_open


@pytest.mark.parametrize("sequence", ["-1", "x", "9999999", "٣", "0.5"])
def test_form_with_a_hand_made_sequence_is_refused(browser, attempt, sequence):
    for verb in ("antwoord/", "indienen/"):
        reply = browser.post(address(attempt, verb), posted(**{"vraag-1-sequence": sequence}))
        assert reply.status_code == 400
    assert not Answer.objects.exists()


def test_form_with_an_option_of_another_question_is_refused(browser, attempt):
    reply = browser.post(address(attempt, "indienen/"), posted(first="true"))
    assert reply.status_code == 400
    attempt.refresh_from_db()
    assert attempt.is_open


def test_double_numbers_in_an_order_come_back_as_they_were_filled_in(browser, learner):
    attempt = begin(subject=learner.subject, types=["ordering"])
    numbers = {"vraag-1-a": "1", "vraag-1-b": "1", "vraag-1-c": "3", "vraag-1-d": "4"}
    reply = browser.post(address(attempt, "antwoord/"), {"vraag-1-sequence": "0"} | numbers)
    assert reply.status_code == 400
    assert reply.content.decode().count("selected") == 4
    assert not Answer.objects.exists()


def test_form_that_cannot_be_kept_says_first_which_answers_need_a_look_and_why(browser, learner):
    attempt = begin(subject=learner.subject, types=["numeric", "true_false", "ordering"])
    form = {f"vraag-{place}-sequence": "0" for place in (1, 2, 3)}
    form |= {"vraag-1": "five", "vraag-2": "true", "vraag-3-a": "1", "vraag-3-b": "1"}

    reply = browser.post(address(attempt, "indienen/"), form)

    assert reply.status_code == 400
    before, _questions = reply.content.decode().split('<ol class="quiz__questions"')
    assert "2 antwoorden moet je nog nakijken" in before
    assert 'href="#vraag-1"' in before
    assert "Schrijf hier een getal" in before
    assert 'href="#vraag-2"' not in before
    assert 'href="#vraag-3"' in before
    assert Answer.objects.get().response == {"choice": "true"}


@pytest.mark.parametrize("verb", ["antwoord/", "nakijken/", "indienen/"])
def test_signed_out_form_is_led_to_sign_in_and_back_to_the_page(attempt, verb):
    reply = Client().post(address(attempt, verb), posted())
    assert reply["Location"] == f"/accounts/login/?next={address(attempt)}"


def test_form_after_the_end_leads_to_the_result(browser, learner):
    quiz = QuizFactory(types=["true_false"], time_limit_minutes=10)
    attempt = begin(quiz, subject=learner.subject, moment=now() - timedelta(minutes=11))
    page = browser.get(address(attempt))
    assert b"vraag-1-sequence" not in page.content
    reply = browser.post(
        address(attempt, "indienen/"), {"vraag-1-sequence": "0", "vraag-1": "true"}
    )
    assert reply["Location"] == address(attempt, "resultaat/")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("timed_out", 0)


def test_form_that_arrived_in_time_is_handed_in_however_long_the_work_takes(
    browser, learner, monkeypatch
):
    attempt = begin(subject=learner.subject, types=["true_false"], time_limit_minutes=10)
    moments = iter([attempt.due_at - timedelta(seconds=1), *[attempt.due_at] * 20])
    # The package gives the view under the name of its module.
    monkeypatch.setattr(import_module("quizzes.views.attempt"), "now", lambda: next(moments))
    browser.post(address(attempt, "indienen/"), {"vraag-1-sequence": "0", "vraag-1": "true"})
    attempt.refresh_from_db()
    assert (attempt.state, attempt.score) == ("submitted", 1)
    assert attempt.submitted_at < attempt.due_at


def test_one_question_at_a_time_saves_and_goes_on(browser, learner):
    attempt = begin(subject=learner.subject, layout="one_by_one", types=["true_false"] * 3)
    page = browser.get(address(attempt)).content.decode()
    assert 'name="vraag-1-sequence"' in page
    assert 'name="vraag-2-sequence"' not in page
    reply = browser.post(
        address(attempt, "antwoord/"),
        {"vraag-1-sequence": "0", "vraag-1": "true", "naar": "2"},
    )
    assert reply["Location"] == address(attempt) + "?vraag=2#vraag-2"
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("place", ["0", "99", "-1", "x", "9" * 40])
def test_place_of_no_question_shows_one_that_is_there(browser, learner, place):
    attempt = begin(subject=learner.subject, layout="one_by_one", types=["true_false"] * 3)
    assert browser.get(address(attempt), {"vraag": place}).status_code == 200


def test_feedback_after_each_question_is_shown_and_freezes_the_answer(browser, learner):
    attempt = begin(subject=learner.subject, feedback="now", types=["single_choice", "true_false"])
    browser.post(address(attempt, "nakijken/"), posted(first="a", second="") | {"vraag": "1"})
    page = browser.get(address(attempt)).content.decode()
    assert "Feedback on a" in page
    assert "It is true." not in page
    reply = autosave(browser, attempt, message(B, sequence=1))
    assert (reply.status_code, reply.json()["reason"]) == (409, "checked")
    reply = browser.post(address(attempt, "antwoord/"), posted(second="true"))
    assert reply.status_code == 400
    stored = Answer.objects.order_by("pk").values_list("response", flat=True)
    assert list(stored) == [{"choice": "a"}, {"choice": "true"}]
