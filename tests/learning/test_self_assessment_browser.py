"""The form behind the link of a mail, by keyboard alone and without signing in."""

import pytest

from core.clock import now
from learning.services import invite_later
from quizzes.models import Attempt
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.quizzes.browser.pages import tab_to

from .test_self_assessment import finished, link_in_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_form_is_filled_in_by_keyboard_and_used_up(live_server, browser_page, axe):
    course = make_course(lessons=1, quiz=False)
    course.page.self_assessment = QuizFactory(types=["likert"], attempts_allowed=1)
    course.page.save_revision().publish()
    enrolment = EnrolmentFactory(subject=UserFactory().subject, course=course.page)
    finished(course, enrolment)
    invite_later(now=now())
    browser_page.goto(f"{live_server.url}{link_in_mail()}")
    assert axe(browser_page) == []
    for statement in ("ask", "call"):
        tab_to(browser_page, f"[data-item={statement}] input")
        browser_page.keyboard.press("ArrowRight")
        browser_page.keyboard.press("ArrowRight")
    tab_to(browser_page, "main button[type=submit]")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_selector("text=Dank je wel")
    assert axe(browser_page) == []
    attempt = Attempt.objects.get()
    answer = attempt.questions.get().answers.get()
    assert answer.response == {"ratings": {"ask": 3, "call": 3}}
