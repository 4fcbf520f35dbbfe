"""Several jobs at the same moment, each on a connection of its own."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
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


@contextmanager
def meanwhile(job: Job, *, after: str) -> Iterator[None]:
    """Another does this job in the moment after the first statement of this block that holds these words.

    It goes on before the block does, or, where it has to wait for what the block holds, once it is let in.
    What it raises, fails.
    """
    begun: list[Future] = []

    def closing() -> None:
        try:
            job()
        finally:
            connection.close()

    def watch(execute: Callable, sql: str, *rest: object) -> object:
        answer = execute(sql, *rest)
        if after in sql and not begun:
            begun.append(pool.submit(closing))
            wait(begun, timeout=0.3)
        return answer

    with ThreadPoolExecutor(1) as pool, connection.execute_wrapper(watch):
        yield
    for each in begun:
        each.result()
    assert begun, f"No statement of this block holds {after}"
