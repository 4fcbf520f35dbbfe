"""A quiz that was taken offline starts nothing and says so; what was begun goes on."""

import pytest

from learning.enums import Order
from learning.services import complete_lesson
from quizzes.models import Attempt
from quizzes.services import submit_attempt
from safety import page_cache
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory

from .test_services import NOON, start_quiz

pytestmark = pytest.mark.django_db

SAID = "Deze toets is op dit moment niet beschikbaar"


def take_offline(quiz):
    quiz.unpublish()
    # As at the commit.
    page_cache.forget()


@pytest.fixture
def course():
    return make_course(lessons=1)


@pytest.fixture
def enrolment(course, learner, client):
    client.force_login(learner)
    return EnrolmentFactory(subject=learner.subject, course=course.page)


def start(client, module):
    return client.post(f"/leren/module/{module.pk}/toets/", follow=True)


def test_module_says_that_its_quiz_is_not_available_and_has_no_button(client, course, enrolment):
    module = course.modules[0]
    assert f"/leren/module/{module.pk}/toets/" in client.get(module.url).content.decode()
    take_offline(module.quiz)
    page = client.get(module.url).content.decode()
    assert SAID in page
    assert f"/leren/module/{module.pk}/toets/" not in page


def test_lesson_before_the_quiz_and_the_next_step_say_so_too(client, course, enrolment):
    take_offline(course.modules[0].quiz)
    lesson = course.all_lessons[0]
    assert "is op dit moment niet beschikbaar" in client.get(lesson.url).content.decode()
    complete_lesson(enrolment=enrolment, lesson=lesson, now=NOON)
    for url in (course.page.url, "/mijn/"):
        page = client.get(url).content.decode()
        assert SAID in page
        assert course.modules[0].url in page


def test_request_sent_all_the_same_starts_nothing_and_is_told_why(client, course, enrolment):
    take_offline(course.modules[0].quiz)
    page = start(client, course.modules[0]).content.decode()
    assert SAID in page
    assert not Attempt.objects.exists()


def test_attempt_that_was_begun_is_led_to_and_can_be_finished(client, course, enrolment):
    module = course.modules[0]
    attempt = start_quiz(enrolment=enrolment, module=module, now=NOON)
    take_offline(module.quiz)
    assert f'href="/toets/{attempt.public_id}/"' in client.get(module.url).content.decode()
    assert client.get(f"/toets/{attempt.public_id}/").status_code == 200
    assert submit_attempt(attempt=attempt, now=NOON).state == "submitted"


def test_published_again_the_quiz_is_there(client, course, enrolment):
    module = course.modules[0]
    take_offline(module.quiz)
    client.get(module.url)
    module.quiz.save_revision().publish()
    page_cache.forget()
    assert SAID not in client.get(module.url).content.decode()
    start(client, module)
    assert Attempt.objects.count() == 1


def test_course_in_sequence_waits_for_the_quiz(client, learner):
    course = make_course(modules=2, lessons=1, order=Order.IN_SEQUENCE)
    client.force_login(learner)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    complete_lesson(enrolment=enrolment, lesson=course.all_lessons[0], now=NOON)
    take_offline(course.modules[0].quiz)
    assert SAID in client.get(course.page.url).content.decode()


def test_self_assessment_that_is_not_published_is_not_offered(client, learner):
    course = make_course(lessons=1, quiz=False)
    course.page.self_assessment = QuizFactory(types=["likert"])
    course.page.save_revision().publish()
    client.force_login(learner)
    enrolment = EnrolmentFactory(subject=learner.subject, course=course.page)
    address = f"/mijn/zelfinschatting/{enrolment.uuid}/invullen/"
    assert address in client.get(course.page.url).content.decode()
    take_offline(course.page.self_assessment)
    assert address not in client.get(course.page.url).content.decode()
