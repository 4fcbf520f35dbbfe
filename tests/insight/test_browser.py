"""A figure is drawn, and offers no upload."""

import pytest
from django.urls import reverse

from quizzes.services import tally_finished
from tests.factories.accounts import UserFactory
from tests.factories.quizzes import QuizFactory
from tests.factories.sittings import sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_report_about_questions_is_drawn_without_an_upload(live_server, new_page, client):
    quiz = QuizFactory()
    for number in range(12):
        sit(quiz, "bb" if number % 3 else "ca")
    tally_finished()
    reader = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(reader)
    page = new_page(width=1280)
    page.context.add_cookies(
        [
            {"name": name, "value": cookie.value, "url": live_server.url}
            for name, cookie in client.cookies.items()
        ]
    )
    page.goto(live_server.url + reverse("quiz_report", args=[quiz.pk]))
    page.wait_for_selector(".report__figure svg.main-svg")
    titles = page.locator(".modebar-btn").evaluate_all("all => all.map(one => one.dataset.title)")
    assert not [title for title in titles if "loud" in title or "hare" in title]
