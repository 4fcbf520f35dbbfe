"""An attempt opens for its own person only, and says that it acts."""

import pytest
from django.test import Client

from quizzes.models import Answer
from quizzes.urls import urlpatterns
from tests.factories.accounts import UserFactory

from .sending import B, address, autosave, message

pytestmark = pytest.mark.django_db


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


def test_no_address_of_quizzes_begins_an_attempt():
    """Whoever shows the quiz does, after looking at the enrolment: every address names an attempt."""
    assert all("<uuid:public_id>" in str(each.pattern) for each in urlpatterns)
