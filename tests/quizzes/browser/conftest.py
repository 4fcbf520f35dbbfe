import pytest
from django.conf import settings
from django.test import Client

from tests.factories.quizzes import QuizFactory, begin


@pytest.fixture
def sign_in(live_server):
    """Give the page's profile the session of this person."""

    def give(page, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return give


@pytest.fixture
def open_attempt(new_page, learner, sign_in):
    """A page on a fresh attempt with these types of questions."""

    def open_it(*types, page=None, rules=None, **options):
        attempt = begin(QuizFactory(types=types, **(rules or {})), subject=learner.subject)
        page = page or new_page(**options)
        sign_in(page, learner)
        page.goto(f"/toets/{attempt.public_id}/")
        return page, attempt

    return open_it
