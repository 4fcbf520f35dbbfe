"""`make bench`: build, measure, print, write var/bench.json. Some minutes."""

import json
import os
import sys

import django

from . import server
from .budgets import beyond

SECONDS = 5.0
WARM_UP = 1.0


def main(chosen: list[str]) -> int:
    """Measure every case and timing, or those that are named (the yardstick always).

    Says 1 when a row went beyond its budget: which, and by how much, stands at the end. Beside a
    PostgreSQL (`DATABASE_URL`) only what is worth measuring there, under names of its own.
    """
    port = server.free_port()
    os.environ.update(server.environment(port))
    server.build()
    django.setup()
    from django.db import connection

    from . import classroom, thousand, timings
    from .every import CASES, LATER_CASES, ON_POSTGRESQL, TIMINGS

    on_postgresql = connection.vendor == "postgresql"
    own = {classroom.NAME, thousand.NAME}
    everything = ON_POSTGRESQL if on_postgresql else {*CASES, *LATER_CASES, *TIMINGS, *own}
    wanted = {"yardstick", *(chosen or everything)}
    cases = [make() for name, make in CASES.items() if name in wanted]
    with server.serving(port):
        rows = [measure(case, port) for case in cases]
        rows += [measure(make(), port) for name, make in LATER_CASES.items() if name in wanted]
        yardstick = rows[0]["rate"]
        for row in rows:
            row["ratio"] = round(row["rate"] / yardstick, 4)
        if classroom.NAME in wanted:
            rows.append(classroom.measure(port))
    rows += [timings.measure(make()) for name, make in TIMINGS.items() if name in wanted]
    if thousand.NAME in wanted:
        rows.append(thousand.measure())
    if on_postgresql:
        rows = [row | {"name": f"{row['name']}-postgresql"} for row in rows]
    show(rows)
    write(rows, keep_others=on_postgresql)
    over = [sentence for row in rows for sentence in beyond(row)]
    for sentence in over:
        print(f"OVER BUDGET  {sentence}", file=sys.stderr)
    return 1 if over else 0


def write(rows: list[dict], *, keep_others: bool) -> None:
    """To var/bench.json; the second run keeps what the first wrote."""
    file = server.FOLDER.parent / "bench.json"
    kept = json.loads(file.read_text()) if keep_others and file.exists() else []
    names = {row["name"] for row in rows}
    fields = ("name", "rate", "ratio", "p95_ms", "queries", "bytes")
    found = [row for row in kept if row["name"] not in names]
    found += [{field: row.get(field) for field in fields} for row in rows]
    file.write_text(json.dumps(found, indent=1) + "\n")


def measure(case, port: int) -> dict:
    from .counting import count
    from .wrk import drive

    counted = count(case, port)
    if not case.used_up:
        drive(case, port=port, seconds=WARM_UP, folder=server.FOLDER)
    before = case.written() if case.written else 0
    measured = drive(case, port=port, seconds=SECONDS, folder=server.FOLDER)
    if case.written:
        answered, stored = min(measured.requests, len(case.requests)), case.written() - before
        if stored < answered:
            raise SystemExit(f"{case.name}: {answered} answered, {stored} stored")
    return {
        "name": case.name,
        "rate": round(measured.rate, 1),
        "p50_ms": round(measured.p50_ms, 2),
        "p95_ms": round(measured.p95_ms, 2),
        "queries": counted.queries,
        "most_queries": case.most_queries,
        "bytes": counted.bytes,
    }


def show(rows: list[dict]) -> None:
    """A case has a ratio to the yardstick and bytes; a timing has a budget instead."""
    print(
        f"\n{'':<26}{'per second':>11}{'ratio':>9}{'p50 ms':>10}{'p95 ms':>10}"
        f"{'queries':>9}{'bytes':>9}{'budget ms':>11}"
    )
    for row in rows:
        ratio = f"{row['ratio']:.1%}" if row.get("ratio") is not None else ""
        queries = "" if row["queries"] is None else str(row["queries"])
        if row.get("most_queries"):
            queries = f"{queries} of {row['most_queries']}"
        growth = f"  grew {row['growth_mb']} MB" if row.get("growth_mb") is not None else ""
        print(
            f"{row['name']:<26}{row['rate']:>11.1f}{ratio:>9}{row['p50_ms']:>10.2f}"
            f"{row['p95_ms']:>10.2f}{queries:>9}{row['bytes'] or '':>9}"
            f"{row.get('budget_ms') or '':>11}{growth}{'  OVER' if beyond(row) else ''}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
