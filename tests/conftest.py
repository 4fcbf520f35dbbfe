"""What every test may ask for."""

import shutil
import time
from threading import Event

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from tests.browser import (  # noqa: F401 -- fixtures
    axe,
    browser_page,
    chromium,
    foreign_requests,
    new_page,
    no_js_page,
)

# Drawn data is judged by what it shows, never by how long it takes beside other tests.
hypothesis.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.large_base_example,
        HealthCheck.filter_too_much,
    ],
)
hypothesis.load_profile("house")


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A database of this process's own; see tests/databases.py."""
    from tests import databases

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        databases.prepare(worker)
    yield
    with django_db_blocker.unblock():
        databases.remove()


def pytest_ignore_collect(collection_path, config):
    """Where only tests at once are asked for, files without one are not even read in."""
    if config.option.markexpr.startswith("concurrency") and collection_path.suffix == ".py":
        return "mark.concurrency" not in collection_path.read_text(encoding="utf-8") or None
    return None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: from the first one on, Playwright's event loop stays in the thread.

    The journeys lead them, so that no process is left alone with the longest at the end.
    """
    items.sort(
        key=lambda item: (
            "chromium" in getattr(item, "fixturenames", ()),
            "journeys" not in item.path.parts,
        )
    )


def pytest_sessionfinish():
    shutil.rmtree(settings.DATA_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    """No test reads what another left in a cache, or speaks the language that another asked for.

    The generation is looked up once: twice a second would be one query more on a slow machine.
    """
    from safety import page_cache

    monkeypatch.setattr(page_cache, "LOOK_EVERY", 3600)
    cache.clear()
    page_cache.forget()
    yield
    page_cache.forget()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def meets_an_erasure():
    """Erase a person, and let them act when all that names them is gone and nothing is committed yet.

    With `after` they act when the holding of that key, and those before it, are erased. Gives back what the
    act returned, or why it was refused.
    """
    from accounts.models import Guest
    from accounts.services import erase, erase_guest
    from core import personal_data
    from tests.at_once import allowed_at_once

    gone = Event()

    def wait(subject_id):
        gone.set()
        time.sleep(0.5)

    def erased(person):
        if isinstance(person, Guest):
            return erase_guest(subject_id=person.subject_id)
        return erase(user=person)

    def meet(person, act, after=""):
        def late():
            assert gone.wait(5)
            return act()

        gone.clear()
        pause = personal_data.Holding(
            f"{after}~", "", "", "", export=lambda subject_id: [], erase=wait
        )
        personal_data.register(pause)
        try:
            return allowed_at_once(lambda: erased(person), late)[1]
        finally:
            del personal_data._holdings[pause.key]

    return meet


@pytest.fixture
def work():
    """Run what was handed to the background worker, as the worker does, until nothing is left."""
    from django_tasks_db.models import DBTaskResult

    def run() -> int:
        done = 0
        while result := DBTaskResult.objects.ready().order_by("-priority", "enqueued_at").first():
            result.claim("tests")
            try:
                value = result.task.call(
                    *result.args_kwargs["args"], **result.args_kwargs["kwargs"]
                )
            except Exception as failure:
                result.set_failed(failure)
                raise
            result.set_successful(value)
            done += 1
        return done

    return run
