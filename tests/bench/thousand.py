"""A thousand certificates, issued at once and made by the background worker as the site runs it.

The worker is a process of its own, so that its memory is its own too: fonts and contexts are loaded with
the first documents, and from then on it must stay flat.
"""

import subprocess
import sys
import time
from pathlib import Path

from django_tasks_db.models import DBTaskResult

from credentials.models import Badge, CertificateFile

from . import server
from .certificates import KEY, issue_to_many, take_away

NAME = "thousand_certificates"
COUNT = 1_000
BUDGET_MS = 180_000
MOST_GROWTH_MB = 40
# Of the documents; by then everything that stays in memory is there.
SETTLED = COUNT // 5
LOOK_EVERY = 0.5
GIVES_UP_AFTER = 3 * BUDGET_MS / 1000
WORKER = [sys.executable, "manage.py", "db_worker", "--no-reload"]


def measure() -> dict:
    """From the start of the worker to the last badge: the whole run has a budget."""
    # Mails and more that earlier rows left behind.
    DBTaskResult.objects.all().delete()
    issue_to_many(COUNT)
    begin = time.perf_counter()
    worker = subprocess.Popen(WORKER, cwd=server.ROOT)
    try:
        growth = _growth_until_done(worker, begin)
        seconds = time.perf_counter() - begin
    finally:
        worker.terminate()
        worker.wait(30)
    take_away()
    return {
        "name": NAME,
        "rate": round(COUNT / seconds, 1),
        "p50_ms": round(seconds * 1000 / COUNT, 2),
        "p95_ms": round(seconds * 1000, 2),
        "queries": None,
        "bytes": None,
        "budget_ms": BUDGET_MS,
        "growth_mb": round(growth, 1),
        "most_growth_mb": MOST_GROWTH_MB,
    }


def _growth_until_done(worker: subprocess.Popen, begin: float) -> float:
    """How many megabytes the worker grew by since a fifth was done."""
    settled = highest = 0.0
    while (made := _made()) < COUNT:
        if worker.poll() is not None or time.perf_counter() - begin > GIVES_UP_AFTER:
            raise SystemExit(f"{NAME}: the worker made {made} of {COUNT}")
        if made >= SETTLED:
            highest = max(highest, _resident_mb(worker.pid))
            settled = settled or highest
        time.sleep(LOOK_EVERY)
    return highest - settled


def _made() -> int:
    """How many have both their document and their badge; the badge comes second."""
    files = CertificateFile.objects.filter(certificate__achievement_key=KEY)
    badges = Badge.objects.filter(certificate__achievement_key=KEY)
    return min(files.count(), badges.count())


def _resident_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
