"""Forms that no page of ours sends, and those that come too late: refused with a reason, nothing stored."""

import pytest

from core.clock import now
from quizzes.models import Answer, TypedText
from quizzes.services import submit_attempt
from tests.factories.quizzes import begin

from .sending import address, posted

pytestmark = pytest.mark.django_db

CLOSED = "Deze poging is afgesloten. Er kan niets meer bij."
WRITING = ["antwoord/", "nakijken/", "indienen/"]


def typed(browser, attempt, words, verb):
    form = {"vraag-1-sequence": "0", "vraag-1": words, "vraag": "1", "toch": "1"}
    return browser.post(address(attempt, verb), form)


@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize(
    "words",
    ["x" * 5_000, "x" * 1_000_000, "null\0byte"],
    ids=["too long", "a megabyte", "zero byte"],
)
def test_words_that_cannot_be_kept_are_refused_and_store_nothing(browser, learner, words, verb):
    attempt = begin(subject=learner.subject, types=["short_text"], feedback="now")

    reply = typed(browser, attempt, words, verb)

    assert reply.status_code == 400
    assert "past niet" in reply.content.decode() or "te lang" in reply.content.decode()
    assert not Answer.objects.exists()
    assert not TypedText.objects.exists()
    attempt.refresh_from_db()
    assert attempt.is_open


@pytest.mark.parametrize("verb", WRITING)
def test_form_of_many_megabytes_or_fields_is_refused(browser, attempt, verb):
    for body in (b"more=" + b"x" * 5_000_000, b"more=&" * 10_001):
        kind = "application/x-www-form-urlencoded"
        assert browser.post(address(attempt, verb), body, content_type=kind).status_code == 400
    assert not Answer.objects.exists()


@pytest.mark.parametrize("verb", WRITING)
def test_form_in_no_known_shape_stores_nothing(browser, attempt, verb):
    for kind in ("text/plain", "multipart/form-data", "multipart/form-data; boundary=x"):
        reply = browser.post(address(attempt, verb), b"vraag-1=b&\xff", content_type=kind)
        assert reply.status_code in (302, 400, 404), kind
    assert not Answer.objects.exists()


@pytest.mark.parametrize("verb", WRITING)
@pytest.mark.parametrize("choice", ["true", "-1", "zzz", "b,a"])
def test_choice_that_is_none_of_the_question_is_refused(browser, learner, verb, choice):
    attempt = begin(subject=learner.subject, types=["single_choice"], feedback="now")

    reply = typed(browser, attempt, choice, verb)

    assert reply.status_code == 400
    assert "past niet" in reply.content.decode()
    assert not Answer.objects.exists()


@pytest.mark.parametrize("verb", WRITING)
def test_other_answer_after_submission_is_refused_with_a_reason(browser, attempt, verb):
    browser.post(address(attempt, "indienen/"), posted())
    stored = list(Answer.objects.values_list("pk", flat=True))

    reply = browser.post(address(attempt, verb), posted(first="a"), follow=True)

    assert CLOSED in reply.content.decode()
    assert list(Answer.objects.values_list("pk", flat=True)) == stored


def test_double_click_on_hand_in_is_told_nothing(browser, attempt):
    browser.post(address(attempt, "indienen/"), posted())

    reply = browser.post(address(attempt, "indienen/"), posted(), follow=True)

    assert CLOSED not in reply.content.decode()


def test_form_that_was_left_as_it_was_is_told_nothing_after_submission(browser, attempt):
    submit_attempt(attempt=attempt, now=now())

    reply = browser.post(address(attempt, "indienen/"), posted(first="", second=""), follow=True)

    assert CLOSED not in reply.content.decode()
