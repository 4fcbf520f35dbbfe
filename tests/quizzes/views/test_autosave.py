"""Answers sent one by one: acknowledged in six queries, or refused with a reason."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.clock import now
from quizzes.models import Answer
from quizzes.services import submit_attempt
from tests.factories.quizzes import begin

from .sending import B, address, autosave, message

pytestmark = pytest.mark.django_db


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


def test_answer_that_arrived_in_time_counts_however_long_the_work_takes(
    browser, learner, monkeypatch
):
    attempt = begin(subject=learner.subject, types=["true_false"], time_limit_minutes=10)
    moments = iter([attempt.due_at - timedelta(seconds=1), *[attempt.due_at] * 20])
    # The package gives the view under the name of its module.
    module = import_module("quizzes.views.answer")
    monkeypatch.setattr(module, "now", lambda: next(moments))
    assert autosave(browser, attempt, message({"choice": "true"})).status_code == 200
    assert Answer.objects.get().received_at < attempt.due_at
    late = autosave(browser, attempt, message({"choice": "false"}, sequence=1))
    assert (late.status_code, late.json()["reason"]) == (409, "closed")


def test_page_says_when_an_answer_was_saved(browser, attempt):
    autosave(browser, attempt, message(B))
    at = timezone.localtime(Answer.objects.get().received_at).strftime("%H:%M")
    assert f"Bewaard om {at}" in browser.get(address(attempt)).content.decode()
