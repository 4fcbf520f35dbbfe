import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.quizzes import begin


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
