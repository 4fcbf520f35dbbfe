"""What is measured without the web server: a piece of work in this process, on the same database.

A timing does its work once per call and says what its slowest twentieth may cost. What it needs
(a million answers, two hundred recordings) it builds before, outside the clock, and takes away after.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from .counting import counted_statements

Work = Callable[[], object]


@dataclass(frozen=True)
class Timing:
    """`prepared()` yields the piece of work; `budget_ms` is what 95 of 100 calls must stay under."""

    name: str
    prepared: Callable[[], AbstractContextManager[Work]]
    budget_ms: float
    times: int = 20


@contextmanager
def nothing_to_prepare(work: Work) -> Iterator[Work]:
    yield work


def measure(timing: Timing) -> dict:
    """One call to warm up and count the queries of, then `times` calls by the clock."""
    with timing.prepared() as work:
        with counted_statements() as statements:
            work()
        took = [_took(work) for _ in range(timing.times)]
    middle = statistics.median(took)
    return {
        "name": timing.name,
        "rate": round(1 / middle, 1),
        "p50_ms": round(middle * 1000, 2),
        "p95_ms": round(sorted(took)[max(0, -(-95 * len(took) // 100) - 1)] * 1000, 2),
        "queries": len(statements),
        "bytes": None,
        "budget_ms": timing.budget_ms,
    }


def _took(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin
