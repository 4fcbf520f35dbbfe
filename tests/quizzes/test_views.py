"""The addresses of an attempt: its own person only, a reason for every refusal, six queries a save."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.clock import now
from quizzes import outcomes
from quizzes.models import Answer, Attempt
from quizzes.services import save_answer, submit_attempt
from quizzes.types import TYPES
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory, begin

pytestmark = pytest.mark.django_db

ALL_TYPES = list(TYPES)


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def browser(learner):
    browser = Client()
    browser.force_login(learner)
    return browser


@pytest.fixture
def attempt(learner):
    return begin(subject=learner.subject, types=["single_choice", "true_false"])


def address(attempt, verb=""):
    return f"/toets/{attempt.public_id}/{verb}"


def autosave(browser, attempt, message):
    body = message if isinstance(message, (str, bytes)) else json.dumps(message)
    return browser.post(address(attempt, "antwoord/"), body, content_type="application/json")


def message(response, *, position=1, sequence=0):
    return {"position": position, "sequence": sequence, "response": response}


B = {"choice": "b"}


# --- whose attempt --------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["", "resultaat/"])
def test_signed_out_is_led_to_sign_in_and_back(attempt, verb):
    reply = Client().get(address(attempt, verb))
    assert reply.status_code == 302
    assert reply["Location"] == f"/accounts/login/?next={address(attempt, verb)}"


@pytest.mark.parametrize("verb", ["", "resultaat/"])
def test_another_persons_attempt_is_not_found(attempt, verb):
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(address(attempt, verb)).status_code == 404


@pytest.mark.parametrize("verb", ["antwoord/", "nakijken/", "indienen/"])
def test_another_person_cannot_write_to_an_attempt(attempt, verb):
    stranger = Client()
    stranger.force_login(UserFactory())
    posted = {"vraag-1-sequence": "0", "vraag-1": "b", "toch": "1"}
    assert stranger.post(address(attempt, verb), posted).status_code == 404
    assert autosave(stranger, attempt, message(B)).status_code == 404
    attempt.refresh_from_db()
    assert attempt.is_open
    assert not Answer.objects.exists()


def test_attempt_that_never_was_is_not_found(browser):
    assert browser.get("/toets/7b0e9a52-61c6-4a4e-bd1e-6a3b7a4f9b10/").status_code == 404


@pytest.mark.parametrize("verb", ["antwoord/", "nakijken/", "indienen/"])
def test_writing_takes_a_post(browser, attempt, verb):
    assert browser.get(address(attempt, verb)).status_code == 405


def test_pages_say_that_they_act(browser, attempt):
    reply = browser.get(address(attempt))
    assert reply["Referrer-Policy"] == "same-origin"
    assert "no-store" in reply["Cache-Control"]


# --- autosave -------------------------------------------------------------------------------------


def test_autosave_acknowledges_what_is_stored(browser, attempt):
    reply = autosave(browser, attempt, message(B))
    assert reply.status_code == 200
    assert reply.json()["sequence"] == 1
    assert Answer.objects.get().response == B


@pytest.mark.parametrize("question_type", ["single_choice", "short_text"])
def test_autosave_takes_at_most_six_queries(browser, learner, question_type):
    attempt = begin(subject=learner.subject, types=[question_type])
    response = B if question_type == "single_choice" else {"text": "words"}
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert autosave(browser, attempt, message(response)).status_code == 200
    transactions = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    queries = [query["sql"] for query in seen if not query["sql"].startswith(transactions)]
    assert len(queries) <= 6, queries


def test_stale_window_gets_the_newest(browser, attempt):
    autosave(browser, attempt, message({"choice": "a"}))
    autosave(browser, attempt, message(B, sequence=1))
    reply = autosave(browser, attempt, message({"choice": "c"}, sequence=1))
    assert reply.status_code == 409
    assert reply.json()["reason"] == "stale"
    assert reply.json()["newest"]["sequence"] == 2
    assert reply.json()["newest"]["response"] == B


def test_stale_window_gets_the_newest_words_of_its_own_person(browser, learner):
    attempt = begin(subject=learner.subject, types=["short_text"])
    autosave(browser, attempt, message({"text": "mine"}))
    reply = autosave(browser, attempt, message({"text": "other"}))
    assert reply.json()["newest"]["response"] == {"text": "mine"}


def test_answer_after_submission_is_refused(browser, attempt):
    submit_attempt(attempt=attempt, now=now())
    reply = autosave(browser, attempt, message(B))
    assert (reply.status_code, reply.json()["reason"]) == (409, "closed")
    assert not Answer.objects.exists()


def test_signed_out_autosave_says_where_to_sign_in(attempt):
    reply = autosave(Client(), attempt, message(B))
    assert (reply.status_code, reply.json()["reason"]) == (403, "signed_out")
    assert reply.json()["sign_in"] == f"/accounts/login/?next={address(attempt)}"
    assert not Answer.objects.exists()


def test_forged_request_is_refused(learner, attempt):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(learner)
    assert autosave(strict, attempt, message(B)).status_code == 403
    assert not Answer.objects.exists()


HAND_MADE = [
    ("not json", b"{nope", 400),
    ("not utf-8", b"\xff\xfe\x00", 400),
    ("nothing", b" ", 400),
    ("a list", b"[]", 400),
    ("a number", b"7", 400),
    ("deep nesting", b"[" * 15_000, 400),
    ("a megabyte", b'{"position":1,"sequence":0,"response":"' + b"x" * 1_000_000 + b'"}', 400),
    ("a field too many", message(B) | {"score": 1}, 400),
    ("a field too few", {"position": 1, "response": B}, 400),
    ("negative position", message(B, position=-1), 400),
    ("position nought", message(B, position=0), 400),
    ("position in words", message(B, position="1"), 400),
    ("position as truth", message(B, position=True), 400),
    ("position beyond all", message(B, position=10**30), 400),
    ("position of no question", message(B, position=7), 404),
    ("negative sequence", message(B, sequence=-1), 400),
    ("broken sequence", message(B, sequence=0.5), 400),
    ("sequence beyond all", message(B, sequence=10**30), 400),
    ("sequence of the future", message(B, sequence=5), 409),
    ("option of another question", message({"choice": "true"}), 400),
    ("negative index", message({"choice": -1}), 400),
    ("no answer", message(None), 400),
    ("another shape", message({"choices": ["b"]}), 400),
]


@pytest.mark.parametrize(
    ("body", "status"), [case[1:] for case in HAND_MADE], ids=[case[0] for case in HAND_MADE]
)
def test_hand_made_autosave_is_refused_with_a_reason_and_stores_nothing(
    browser, attempt, body, status
):
    reply = autosave(browser, attempt, body)
    assert reply.status_code == status
    assert reply.json()["message"]
    assert not Answer.objects.exists()


def test_megabyte_of_words_is_refused_and_stores_nothing(browser, learner):
    attempt = begin(subject=learner.subject, types=["short_text"])
    assert autosave(browser, attempt, message({"text": "x" * 1_000_000})).status_code == 400
    assert autosave(browser, attempt, message({"text": "x" * 5_000})).status_code == 400
    assert not Answer.objects.exists()


# --- the form, without JavaScript -----------------------------------------------------------------


def posted(first="b", second="true", **more):
    return {
        "vraag-1-sequence": "0",
        "vraag-1": first,
        "vraag-2-sequence": "0",
        "vraag-2": second,
    } | more


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


# --- layouts and feedback -------------------------------------------------------------------------


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


# --- the result -----------------------------------------------------------------------------------


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
