"""A case in scenes, walked by posting forms: what was chosen stands, and the path earns the mark."""

import re
from decimal import Decimal

import pytest

from quizzes.models import Answer
from tests.factories.quizzes import begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(learner):
    return begin(subject=learner.subject, types=["branching"], pass_mark=60)


def step(browser, attempt, chosen, *, walked=(), sequence=None, verb="antwoord/", **fields):
    form = {
        "vraag-1-sequence": len(walked) if sequence is None else sequence,
        "vraag-1-path": list(walked),
        "vraag-1": chosen,
        "naar": "1",
    }
    return browser.post(f"/toets/{attempt.public_id}/{verb}", form | fields)


def page(browser, attempt):
    return browser.get(f"/toets/{attempt.public_id}/").content.decode()


def what_follows(browser, attempt):
    """What is read from the place on to which a step leads."""
    _before, after = page(browser, attempt).split('id="vraag-1-vervolg"')
    words = " ".join(re.sub(r"<[^>]*>", " ", after.partition(">")[2]).split())
    return words.partition("Je koos: ")[2]


def test_step_without_a_choice_is_told_to_choose_and_keeps_the_path(browser, attempt):
    step(browser, attempt, "ask")
    reply = step(browser, attempt, "", walked=["ask"])
    shown = reply.content.decode()
    assert reply.status_code == 400
    assert shown.count("Kies eerst wat je doet.") == 2
    assert "Consequence of ask" in shown
    assert "Scene two" in shown
    assert Answer.objects.get().response == {"path": ["ask"]}


def test_case_is_walked_by_forms_alone(browser, attempt):
    assert "Scene one" in page(browser, attempt)
    assert "Scene two" not in page(browser, attempt)
    reply = step(browser, attempt, "ask")
    assert reply["Location"].endswith("?vraag=1#vraag-1-vervolg")
    assert what_follows(browser, attempt).startswith("Choice ask Consequence of ask Scene two")
    step(browser, attempt, "wait", walked=["ask"])
    assert what_follows(browser, attempt).startswith("Choice wait Consequence of wait")
    browser.post(f"/toets/{attempt.public_id}/indienen/")
    attempt.refresh_from_db()
    assert attempt.score == Decimal("0.75")
    result = browser.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()
    assert "The explanation." in result
    assert "Why wait" in result
    assert "Consequence of call" in result


def test_step_sent_twice_is_one_step(browser, attempt):
    step(browser, attempt, "ask")
    step(browser, attempt, "ask")
    assert Answer.objects.get().response == {"path": ["ask"]}


def test_choice_cannot_be_taken_back(browser, attempt):
    step(browser, attempt, "ask")
    stale = step(browser, attempt, "leave")
    assert stale.status_code == 409
    forged = step(browser, attempt, "leave", sequence=1)
    assert forged.status_code == 400
    assert "kun je niet terugnemen" in forged.content.decode()
    assert Answer.objects.get().response == {"path": ["ask"]}


def test_unfinished_case_is_pointed_out_before_handing_in(browser, attempt):
    step(browser, attempt, "ask")
    reply = browser.post(f"/toets/{attempt.public_id}/indienen/")
    assert reply["Location"].endswith("?nakijken=1")
    browser.post(f"/toets/{attempt.public_id}/indienen/", {"toch": "1"})
    attempt.refresh_from_db()
    assert attempt.score == Decimal("0.5")
    assert not attempt.passed


def test_feedback_after_each_question_waits_for_the_end_of_the_case(browser, learner):
    attempt = begin(subject=learner.subject, types=["branching"], feedback="now")
    address = f"/toets/{attempt.public_id}/nakijken/"
    assert address not in page(browser, attempt)
    step(browser, attempt, "leave")
    assert address in page(browser, attempt)
