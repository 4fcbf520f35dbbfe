"""A quiz that cannot be begun now has no button: its page says why, until when, and whom to ask."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.clock import now
from learning.enums import CompletionRule, Order
from learning.services import complete_lesson
from quizzes.enums import GrantReason
from quizzes.models import Attempt, GrantedAttempt, Quiz
from quizzes.services import start_attempt, submit_attempt
from safety import page_cache
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory

from .lesson_quiz.quizzed_lessons import begin, put, start_url
from .pages import words
from .test_services import answer, start_quiz

pytestmark = pytest.mark.django_db

USED_UP = "Je hebt al je pogingen voor deze toets gebruikt."
CAN_GIVE = "Een coördinator van deze opleiding ziet dat je hier vastzit"


def module_url(course, number=0):
    return f"/leren/module/{course.modules[number].pk}/toets/"


@pytest.fixture
def course():
    return make_course(modules=2, lessons=1, order=Order.IN_SEQUENCE)


@pytest.fixture
def enrolment(course, learner, client):
    client.force_login(learner)
    found = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=found, lesson=course.all_lessons[0], now=now())
    found.refresh_from_db()
    return found


def rules(**values):
    Quiz.objects.update(**values)
    page_cache.forget()


def take(enrolment, module, choice="a"):
    attempt = start_quiz(enrolment=enrolment, module=module, now=now())
    answer(attempt, choice, now())
    enrolment.refresh_from_db()
    return attempt


def test_button_is_there_while_an_attempt_is_left(client, course, enrolment):
    rules(attempts_allowed=2)
    take(enrolment, course.modules[0])
    for url in (course.modules[0].url, course.page.url, "/mijn/"):
        page = client.get(url).content.decode()
        assert module_url(course) in page
        assert USED_UP not in page


ONCE = "Je kunt deze toets één keer maken."
HALF_AN_HOUR = "Zodra je begint, heb je 30 minuten"
AGAIN = "je mag opnieuw proberen"


def test_rules_of_a_module_are_read_before_the_quiz_is_begun(client, course, enrolment):
    rules(attempts_allowed=1, time_limit_minutes=30)
    page = words(client.get(course.modules[0].url))
    assert ONCE in page
    assert HALF_AN_HOUR in page
    assert AGAIN not in page
    rules(attempts_allowed=None, time_limit_minutes=None)
    page = words(client.get(course.modules[0].url))
    assert AGAIN in page
    assert HALF_AN_HOUR not in page


def test_rules_of_a_quiz_in_a_lesson_are_read_before_it_is_begun(client, course, learner):
    client.force_login(learner)
    EnrolmentFactory(subject=learner.subject, course=course.page)
    put(course.all_lessons[0], quiz=QuizFactory())
    rules(attempts_allowed=1, time_limit_minutes=30)
    page = words(client.get(course.all_lessons[0].url))
    assert ONCE in page
    assert HALF_AN_HOUR in page
    assert AGAIN not in page


@pytest.mark.parametrize("minutes", [None, 30])
def test_only_without_a_time_limit_one_may_go_on_later(client, course, enrolment, minutes):
    rules(time_limit_minutes=minutes)
    course.modules[0].refresh_from_db()
    attempt = start_quiz(enrolment=enrolment, module=course.modules[0], now=now())
    page = words(client.get(attempt.get_absolute_url()))
    assert ("later verdergaan" in page) is (minutes is None)
    assert ("De tijd loopt door" in page) is (minutes is not None)


def test_used_up_attempts_are_said_with_whom_to_ask_instead_of_a_button(client, course, enrolment):
    rules(attempts_allowed=1)
    take(enrolment, course.modules[0])
    for url in (course.modules[0].url, course.page.url, "/mijn/"):
        reply = client.get(url)
        assert USED_UP in words(reply)
        assert CAN_GIVE in words(reply)
        assert module_url(course) not in reply.content.decode()


def test_wait_is_said_with_its_end_instead_of_a_button(client, course, enrolment):
    rules(wait_minutes=120)
    attempt = take(enrolment, course.modules[0])
    attempt.refresh_from_db()
    until = timezone.localtime(attempt.submitted_at + timedelta(minutes=120))
    for url in (course.modules[0].url, course.page.url, "/mijn/"):
        reply = client.get(url)
        assert "Je kunt een nieuwe poging beginnen vanaf" in words(reply)
        assert f"{until:%H:%M}" in words(reply)
        assert CAN_GIVE not in words(reply)
        assert module_url(course) not in reply.content.decode()


def test_attempt_under_way_is_gone_on_with_though_it_is_the_last(client, course, enrolment):
    rules(attempts_allowed=1)
    start_quiz(enrolment=enrolment, module=course.modules[0], now=now())
    assert module_url(course) in client.get(course.modules[0].url).content.decode()


def test_who_passed_with_the_last_attempt_is_not_invited_to_another(client, course, enrolment):
    rules(attempts_allowed=1)
    take(enrolment, course.modules[0], "b")
    reply = client.get(course.modules[0].url)
    assert "Geslaagd." in words(reply)
    assert CAN_GIVE not in words(reply)
    assert module_url(course) not in reply.content.decode()


def test_where_the_order_is_free_the_next_step_is_one_that_can_be_taken(client, learner):
    course = make_course(modules=2, lessons=1, order=Order.FREE)
    client.force_login(learner)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=now())
    rules(attempts_allowed=1)
    enrolment.refresh_from_db()
    take(enrolment, course.modules[0])
    for url in (course.page.url, "/mijn/"):
        page = client.get(url)
        found = page.context["screen" if url != "/mijn/" else "place"].next
        assert found.url == course.all_lessons[1].url
        assert USED_UP not in words(page)


@pytest.mark.parametrize("many", [2, 12])
def test_many_quizzes_without_a_turn_take_eight_queries_at_most(
    client, learner, many, django_assert_max_num_queries
):
    """Also where each one was granted an attempt more, and used it."""
    course = make_course(modules=many, lessons=1, order=Order.FREE)
    others = [make_course(lessons=1, order=Order.FREE, title=f"Other {n}") for n in range(many)]
    client.force_login(learner)
    for each in (*others, course):
        enrolment = EnrolmentFactory(subject=learner.subject, course=each.page)
        for lesson in each.all_lessons:
            complete_lesson(enrolment=enrolment, lesson=lesson, now=now())
        for module in each.modules:
            answer(start_quiz(enrolment=enrolment, module=module, now=now()), "a", now())
            granted(enrolment, module)
            answer(start_quiz(enrolment=enrolment, module=module, now=now()), "a", now())
    rules(attempts_allowed=1)
    for url in ("/mijn/", course.page.url, course.modules[0].url, course.all_lessons[0].url):
        client.get(url)
        with django_assert_max_num_queries(8):
            reply = client.get(url)
        assert (USED_UP in words(reply)) == (url != course.all_lessons[0].url)


def granted(enrolment, module):
    GrantedAttempt.objects.create(
        subject_id=enrolment.subject_id,
        quiz=module.quiz,
        occasion=enrolment.occasion,
        number=1,
        reason=GrantReason.values[0],
        granted_by_id=enrolment.subject_id,
        granted_at=now(),
    )


def test_one_attempt_that_was_granted_gives_the_button_back(client, course, enrolment):
    rules(attempts_allowed=1)
    take(enrolment, course.modules[0])
    granted(enrolment, course.modules[0])
    for url in (course.modules[0].url, course.page.url, "/mijn/"):
        assert module_url(course) in client.get(url).content.decode()


def test_lesson_whose_quiz_was_tried_takes_eight_queries_at_most(
    client, course, enrolment, django_assert_max_num_queries
):
    quiz = QuizFactory(attempts_allowed=1)
    lesson = put(course.all_lessons[0], quiz=quiz, rule=CompletionRule.PASSED)
    answer(begin(enrolment, lesson), "a")
    client.get(lesson.url)
    with django_assert_max_num_queries(8):
        reply = client.get(lesson.url)
    assert USED_UP in words(reply)


@pytest.mark.parametrize("rule", [CompletionRule.PASSED, CompletionRule.SEEN])
def test_quiz_in_a_lesson_says_it_too(client, course, enrolment, rule):
    lesson = put(course.all_lessons[0], quiz=QuizFactory(attempts_allowed=1), rule=rule)
    answer(begin(enrolment, lesson), "a")
    reply = client.get(lesson.url)
    assert USED_UP in words(reply)
    assert start_url(lesson) not in reply.content.decode()


def test_attempt_that_was_begun_with_an_earlier_quiz_of_the_module_goes_on(
    client, course, enrolment
):
    module = course.modules[0]
    running = start_quiz(enrolment=enrolment, module=module, now=now())
    module.quiz = QuizFactory(attempts_allowed=1)
    module.save_revision().publish()
    page_cache.forget()
    other = start_attempt(
        quiz=module.quiz,
        subject_id=enrolment.subject_id,
        occasion=enrolment.occasion,
        now=now(),
    )
    submit_attempt(attempt=other, now=now())
    assert module_url(course) in client.get(module.url).content.decode()
    reply = client.post(module_url(course))
    assert str(running.public_id) in reply["Location"]
    assert Attempt.objects.count() == 2
