"""Several jobs at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from core.errors import Refusal

Job = Callable[[], object]


def at_once(*jobs: Job) -> list:
    """What each job returned, in their order; what raises, fails."""
    barrier = Barrier(len(jobs))

    def run(job: Job) -> object:
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def allowed_at_once(*jobs: Job) -> list:
    """The same; what was refused is returned."""

    def judged(job: Job) -> object:
        try:
            return job()
        except Refusal as refusal:
            return refusal

    return at_once(*(lambda job=job: judged(job) for job in jobs))
