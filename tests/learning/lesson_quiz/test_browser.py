"""A quiz that stands in a lesson, in a real browser: with and without scripts, narrow and dark."""

import pytest
from playwright.sync_api import expect

from credentials.models import Certificate
from learning.models import LessonProgress
from tests.browser import SCREENS
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.quizzes import QuizFactory
from tests.learning.test_browser import sign_in, take_quiz
from tests.learning.test_services import NOON

from .quizzed_lessons import put

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lesson():
    course = make_course(lessons=1, quiz=False)
    return put(course.all_lessons[0], quiz=QuizFactory(title="Wat zie je?"))


@pytest.fixture
def learner(lesson):
    user = UserFactory(name="Ann De Wit")
    course = lesson.get_parent().get_parent().specific
    EnrolmentFactory(subject=user.subject, course=course, enrolled_at=NOON)
    return user


@pytest.mark.parametrize("javascript", [True, False])
def test_learner_passes_the_quiz_of_the_last_lesson_and_is_certified(
    new_page, live_server, lesson, learner, javascript
):
    page = new_page(javascript=javascript)
    sign_in(page, live_server, learner)
    page.goto(lesson.url)
    expect(page.locator(".lesson button.button:not(.button--quiet)")).to_have_count(1)

    take_quiz(page)

    assert LessonProgress.objects.get().completed_by == "passed"
    assert Certificate.objects.get().holder.name == "Ann De Wit"
    page.locator(f"main a[href='{lesson.url}']").first.click()
    page.wait_for_url(f"**{lesson.url}")
    expect(page.locator(".lesson__done")).to_be_visible()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_lesson_with_a_quiz_fits_and_axe_finds_nothing(
    new_page, live_server, lesson, learner, axe, width, dark
):
    page = new_page(width=width, dark=dark)
    sign_in(page, live_server, learner)
    page.goto(lesson.url)

    expect(page.locator(".quiz-card")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []
