"""What every test may ask for."""

import pytest
from django.core.cache import cache

from safety import page_cache


@pytest.fixture(autouse=True)
def _nothing_kept():
    """No test reads what another left in a cache."""
    cache.clear()
    page_cache.forget()
    yield
    page_cache.forget()


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
