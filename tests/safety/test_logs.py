"""What the logs tell of a failure, and what they leave out."""

import logging.config
from datetime import timedelta

import pytest
from django.db import IntegrityError

from core import periodic
from core.clock import now
from tests.factories.accounts import UserFactory

TYPED = "zoe@example.org"


@pytest.fixture
def logged(settings, capfd):
    """What is written on the server's console while something is done."""

    def run(act):
        logging.config.dictConfig(settings.LOGGING)
        act()
        return "".join(capfd.readouterr())

    return run


def fail(moment):
    try:
        raise KeyError(TYPED)
    except KeyError as failure:
        raise ValueError(f"{TYPED} is no number") from failure


@pytest.fixture
def failing_job():
    periodic.register("tests.failing", timedelta(days=1), fail)
    yield "tests.failing"
    del periodic._jobs["tests.failing"]


@pytest.mark.django_db(transaction=True)
def test_failure_of_the_clock_is_told_without_what_it_failed_on(failing_job, logged):
    told = logged(lambda: periodic.Ticker().tick(now()))

    assert f"The periodic job {failing_job} failed." in told
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "test_logs.py" in told
    assert TYPED not in told


@pytest.mark.django_db(transaction=True)
def test_work_that_failed_is_told_without_what_a_database_said(logged):
    """PostgreSQL says which value stood there already."""
    UserFactory(email=TYPED)

    def work():
        try:
            UserFactory(email=TYPED)
        except IntegrityError:
            logging.getLogger("django_tasks").exception("Task id=1 failed unexpectedly")

    told = logged(work)

    assert "Task id=1 failed" in told
    assert "django.db.utils.IntegrityError" in told
    assert TYPED not in told


def test_failed_answer_is_told_without_the_address_and_the_words(logged):
    def answer():
        try:
            fail(None)
        except ValueError:
            logging.getLogger("django.request").exception("Error: /zoeken/?q=%s", TYPED)

    told = logged(answer)

    assert "An answer failed." in told
    assert "builtins.ValueError" in told
    assert TYPED not in told
    assert "/zoeken/" not in told
