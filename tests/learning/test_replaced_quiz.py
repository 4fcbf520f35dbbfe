"""An editor gives a module another quiz while somebody takes the one it had: that attempt still counts."""

from datetime import timedelta

import pytest
from wagtail.models import Locale

from credentials.models import Certificate
from learning.models import ModuleProgress
from learning.services import complete_lesson, start_quiz, start_renewal
from quizzes import outcomes
from quizzes.models import Attempt
from safety import page_cache
from tests.factories.accounts import UserFactory
from tests.factories.learning import make_course
from tests.factories.quizzes import QuizFactory

from .test_renewing import change
from .test_services import NOON, answer, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course(lessons=1)


@pytest.fixture
def module(course):
    return course.modules[0]


@pytest.fixture
def enrolment(course, learner):
    return enrolled(course, learner)


def replace_quiz(module, quiz="another"):
    module.refresh_from_db()
    module.quiz = QuizFactory() if quiz == "another" else quiz
    module.save_revision().publish()
    page_cache.forget()
    return module


def start(enrolment, module, moment=NOON):
    module.refresh_from_db()
    return start_quiz(enrolment=enrolment, module=module, now=moment)


def in_french(course):
    """The course in French, the quiz of its module a quiz of its own."""
    locale, _ = Locale.objects.get_or_create(language_code="fr")
    root, index = course.page.get_site().root_page, course.page.get_parent()
    for page in (root, index, course.page, course.modules[0], course.all_lessons[0]):
        page.specific.copy_for_translation(locale).save_revision().publish()
    module = course.modules[0].get_translation(locale)
    module.quiz = QuizFactory()
    module.save_revision().publish()
    return module


def test_passing_the_quiz_that_was_begun_completes_the_module_and_the_course(
    course, module, enrolment
):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    attempt = start(enrolment, module)
    replace_quiz(module)

    answer(attempt, "b")

    enrolment.refresh_from_db()
    assert ModuleProgress.objects.get().attempt_id == attempt.pk
    assert enrolment.completed_at == NOON
    assert Certificate.objects.get().subject_id == enrolment.subject_id


def test_failing_it_completes_nothing_and_the_next_attempt_is_at_the_new_quiz(module, enrolment):
    attempt = start(enrolment, module)
    new = replace_quiz(module).quiz

    answer(attempt, "a")
    second = start(enrolment, module)

    assert not ModuleProgress.objects.exists()
    assert (second.quiz, second.number) == (new, 1)


def test_whoever_starts_again_goes_on_with_what_they_began(module, enrolment):
    attempt = start(enrolment, module)
    replace_quiz(module)

    assert start(enrolment, module) == attempt
    assert Attempt.objects.count() == 1


def test_time_that_is_over_leaves_room_for_the_new_quiz(module, enrolment):
    module.quiz.time_limit_minutes = 10
    module.quiz.save()
    start(enrolment, module)
    new = replace_quiz(module).quiz

    assert start(enrolment, module, NOON + timedelta(minutes=11)).quiz == new


def test_module_that_lost_its_quiz_keeps_the_pass_for_when_it_has_one_again(module, enrolment):
    old = module.quiz
    attempt = start(enrolment, module)
    replace_quiz(module, None)

    answer(attempt, "b")
    replace_quiz(module, old)

    enrolment.refresh_from_db()
    assert enrolment.quizzes_done == [str(module.translation_key)]


def test_french_attempt_counts_though_the_french_module_asks_another_quiz(
    course, module, enrolment
):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    french = in_french(course)
    attempt = start(enrolment, french)
    replace_quiz(french)

    assert start(enrolment, module) == attempt
    answer(attempt, "b")

    certificate = Certificate.objects.get()
    assert certificate.subject_id == enrolment.subject_id
    assert certificate.language == "fr"


def test_somebody_else_and_another_module_gain_nothing(module, enrolment):
    other = make_course(lessons=1)
    elsewhere = enrolled(other, UserFactory())
    attempt = start(enrolment, module)
    replace_quiz(module)
    start(elsewhere, other.modules[0])

    answer(attempt, "b")

    assert [row.enrolment for row in ModuleProgress.objects.all()] == [enrolment]


def test_renewal_is_completed_by_the_quiz_that_it_began_with(course, module, enrolment):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    answer(start(enrolment, module), "b")
    later = NOON + timedelta(days=30)
    change(course, quizzes=[module], moment=later)
    enrolment.refresh_from_db()
    renewal = start_renewal(enrolment=enrolment, course=course.page, now=later)
    attempt = start(enrolment, module, later)
    replace_quiz(module)

    answer(attempt, "b", later)

    renewal.refresh_from_db()
    assert renewal.completed_at is not None
    assert Certificate.objects.count() == 2


# --- what the learner sees


def page_of(client, enrolment, url):
    client.force_login(enrolment.subject.user)
    return client.get(url).content.decode()


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ("a", "Bekijk “Module 1” opnieuw en probeer nog eens"),
        ("b", "Terug naar de module “Module 1”"),
    ],
)
def test_result_leads_back_to_the_module(client, module, enrolment, choice, says):
    attempt = answer_begun(enrolment, module, choice)

    page = page_of(client, enrolment, f"/toets/{attempt.public_id}/resultaat/")

    assert says in page
    assert f'href="{module.url}"' in page


def answer_begun(enrolment, module, choice):
    attempt = start(enrolment, module)
    replace_quiz(module)
    return answer(attempt, choice)


def test_own_place_leads_to_what_was_begun(client, module, course, enrolment):
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    start(enrolment, module)
    replace_quiz(module)

    assert "Je bent aan deze toets begonnen" in page_of(client, enrolment, "/mijn/")


def test_module_leads_to_what_was_begun_while_its_new_quiz_is_offline(client, module, enrolment):
    attempt = start(enrolment, module)
    replace_quiz(module).quiz.unpublish()
    page_cache.forget()

    assert f'href="/toets/{attempt.public_id}/"' in page_of(client, enrolment, module.url)


# --- a pass that is taken back


def test_pass_of_the_replaced_quiz_stands_when_that_of_the_new_one_is_taken_back(module, enrolment):
    old = answer_begun(enrolment, module, "b")
    new = answer(start(enrolment, module), "b")
    ModuleProgress.objects.update(attempt_id=new.pk)
    outcomes.tell(
        outcomes.Outcome(
            attempt_id=new.pk,
            subject_id=new.subject_id,
            quiz_id=new.quiz_id,
            occasion=new.occasion,
            passed=False,
            score=None,
            at=NOON,
            taken_back_by=UserFactory().subject_id,
        )
    )

    assert ModuleProgress.objects.get().attempt_id == old.pk
