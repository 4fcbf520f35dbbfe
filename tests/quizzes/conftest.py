"""Who takes a quiz, and the browser in which they are signed in."""

import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory


@pytest.fixture
def learner():
    return UserFactory(email="an@example.org", language="nl", name="An")


@pytest.fixture
def quiz():
    """One attempt, one question; the name is one that no mail may say."""
    return QuizFactory(
        title="Signalen van geweld", pass_mark=50, types=["single_choice"], attempts_allowed=1
    )


@pytest.fixture
def browser(learner):
    browser = Client()
    browser.force_login(learner)
    return browser


@pytest.fixture
def image():
    return get_image_model().objects.create(title="A door", file=get_test_image_file())
