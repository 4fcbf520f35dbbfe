"""The limits of a module's quiz hold for an enrolment, in whichever languages it is tried."""

from datetime import timedelta

import pytest
from wagtail.models import Locale

from learning.models import ModuleProgress
from learning.services import start_quiz
from quizzes.errors import AttemptsUsedUp, WaitBeforeRetry
from quizzes.models import Attempt, Quiz
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.factories.quizzes import QuizFactory

from .test_services import NOON, answer, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def dutch():
    return make_course(lessons=1)


@pytest.fixture
def enrolment(dutch):
    return enrolled(dutch, UserFactory())


@pytest.fixture
def french(dutch):
    """The same module in French, with a quiz of its own."""
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root, index = dutch.page.get_site().root_page, dutch.page.get_parent()
    for page in (root, index, dutch.page, dutch.modules[0]):
        page.specific.copy_for_translation(locale).save_revision().publish()
    module = dutch.modules[0].get_translation(locale)
    module.quiz = QuizFactory()
    module.save_revision().publish()
    return module


def rules(**fields):
    Quiz.objects.update(**fields)


def start(enrolment, module, moment=NOON):
    module.refresh_from_db()
    return start_quiz(enrolment=enrolment, module=module, now=moment)


def test_attempts_used_up_in_one_language_are_used_up_in_the_other(dutch, french, enrolment):
    rules(attempts_allowed=1)
    answer(start(enrolment, dutch.modules[0]), "a")

    with pytest.raises(AttemptsUsedUp):
        start(enrolment, french)
    assert not ModuleProgress.objects.exists()


def test_second_attempt_may_be_in_the_other_language_and_is_the_last(dutch, french, enrolment):
    rules(attempts_allowed=2)
    answer(start(enrolment, dutch.modules[0]), "a")
    second = start(enrolment, french)
    answer(second, "a")

    assert (second.quiz, second.number) == (french.quiz, 2)
    for module in (dutch.modules[0], french):
        with pytest.raises(AttemptsUsedUp):
            start(enrolment, module)


def test_waiting_goes_on_in_the_other_language(dutch, french, enrolment):
    rules(wait_minutes=60)
    answer(start(enrolment, dutch.modules[0]), "a")

    with pytest.raises(WaitBeforeRetry):
        start(enrolment, french, NOON + timedelta(minutes=59))
    assert start(enrolment, french, NOON + timedelta(minutes=60)).number == 2


def test_attempt_that_is_open_in_one_language_is_gone_on_with(dutch, french, enrolment):
    begun = start(enrolment, dutch.modules[0])

    assert start(enrolment, french) == begun
    assert Attempt.objects.count() == 1


def test_attempt_whose_time_is_over_in_one_language_counts_in_the_other(dutch, french, enrolment):
    rules(time_limit_minutes=10, attempts_allowed=2)
    begun = start(enrolment, dutch.modules[0])
    second = start(enrolment, french, NOON + timedelta(minutes=11))

    begun.refresh_from_db()
    assert not begun.is_open
    assert second.number == 2


def test_another_enrolment_and_another_module_count_for_themselves(enrolment, dutch, french):
    rules(attempts_allowed=1)
    answer(start(enrolment, dutch.modules[0]), "a")

    assert start(enrolled(dutch, UserFactory()), french).number == 1
    elsewhere = make_course(lessons=1)
    other = enrolled(elsewhere, enrolment.subject.user)
    assert start(other, elsewhere.modules[0]).number == 1
