import pytest

from tests.factories.quizzes import begin


@pytest.fixture
def attempt(learner):
    return begin(subject=learner.subject, types=["single_choice", "true_false"])
