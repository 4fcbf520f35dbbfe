"""A module's quiz is one quiz to a learner, whichever languages it is taken and looked at in."""

from datetime import timedelta

import pytest
from wagtail.models import Locale

from learning.models import ModuleProgress
from learning.services import start_quiz
from quizzes.errors import AttemptsUsedUp, WaitBeforeRetry
from quizzes.models import Attempt, Quiz
from quizzes.services import give_extra_time
from tests.factories.accounts import UserFactory
from tests.factories.learning import lesson, make_course, segment
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


# --- extra time


def minutes(attempt):
    return (attempt.due_at - attempt.started_at) / timedelta(minutes=1)


def test_extra_time_in_one_language_is_there_in_the_other(dutch, french, enrolment):
    rules(time_limit_minutes=30)
    give_extra_time(
        quiz=dutch.modules[0].quiz, subject_id=enrolment.subject_id, minutes=15, now=NOON
    )

    assert minutes(start(enrolment, french)) == 45
    assert minutes(start(enrolled(dutch, UserFactory()), french)) == 30


def test_extra_time_in_one_language_prolongs_what_is_running_in_the_other(dutch, french, enrolment):
    rules(time_limit_minutes=30)
    running = start(enrolment, french)
    rules(time_limit_minutes=5)
    give_extra_time(
        quiz=dutch.modules[0].quiz, subject_id=enrolment.subject_id, minutes=15, now=NOON
    )
    running.refresh_from_db()

    assert minutes(running) == 45


def test_longest_of_what_was_given_in_two_languages_counts(dutch, french, enrolment):
    rules(time_limit_minutes=30)
    for module, extra in ((dutch.modules[0], 20), (french, 10)):
        give_extra_time(quiz=module.quiz, subject_id=enrolment.subject_id, minutes=extra, now=NOON)

    assert minutes(start(enrolment, french)) == 50


# --- where the result leads


def result(client, enrolment, attempt):
    client.force_login(enrolment.subject.user)
    return client.get(f"/toets/{attempt.public_id}/resultaat/").content.decode()


def test_result_of_a_quiz_in_another_language_leads_back_to_its_module(
    client, dutch, french, enrolment
):
    """The interface is Dutch: the link is to the Dutch module, though the quiz was the French one."""
    attempt = answer(start(enrolment, french), "a")

    page = result(client, enrolment, attempt)
    assert dutch.modules[0].url in page
    assert french.url not in page


def test_result_of_the_last_attempt_promises_no_other(client, dutch, enrolment):
    module = dutch.modules[0]
    first = answer(start(enrolment, module), "a")
    assert "opnieuw en probeer nog eens" in result(client, enrolment, first)
    rules(attempts_allowed=1)

    page = result(client, enrolment, first)
    assert f"Bekijk “{module.title}” opnieuw<" in page
    assert "probeer nog eens" not in page


def test_module_that_is_in_no_other_language_is_led_back_to_as_it_is(
    client, dutch, french, enrolment
):
    dutch.modules[0].unpublish()
    attempt = answer(start(enrolment, french), "a")

    assert french.url in result(client, enrolment, attempt)


def test_result_shows_the_moment_in_the_language_that_has_the_question(
    client, dutch, french, enrolment, recording
):
    question = french.quiz.quiz_questions.order_by("sort_order").first().question
    kind, value = segment(recording)
    moment = {"question": question, "at": 30_000, "look_from": None, "asks": False}
    found = lesson(french, body=[(kind, value | {"questions": [moment]})])
    attempt = answer(start(enrolment, french), "a")

    assert f"{found.url}?t=" in result(client, enrolment, attempt)
