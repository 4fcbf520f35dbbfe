"""The load comes from wrk, on this machine, for a few seconds a case."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .cases import Case, Request

REPLAY = Path(__file__).parent / "replay.lua"
CONNECTIONS = 16
MISSING = "make bench needs wrk. Install it with: apt install wrk"


@dataclass(frozen=True)
class Measured:
    requests: int
    rate: float
    p50_ms: float
    p95_ms: float


def wrk() -> str:
    """Where wrk is; Debian's package is installed when this is root."""
    if not shutil.which("wrk") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "wrk"]):
            subprocess.call(["apt-get", *command], env=environment, stdout=subprocess.DEVNULL)
    found = shutil.which("wrk")
    if not found:
        raise SystemExit(MISSING)
    return found


def drive(case: Case, *, port: int, seconds: float, folder: Path) -> Measured:
    """Send the case's requests for so many seconds, or until they are used up."""
    file = folder / f"{case.name}.tsv"
    file.write_text("".join(map(_line, case.requests)), encoding="utf-8")
    command = [
        wrk(),
        "--threads=1",
        f"--connections={CONNECTIONS}",
        f"--duration={seconds:g}s",
        "--timeout=10s",
        f"--script={REPLAY}",
        f"http://127.0.0.1:{port}",
        "--",
        str(file),
        "once" if case.used_up else "again",
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds + 30
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("JSON ")), None)
    if line is None:
        raise SystemExit(f"wrk failed at {case.name}:\n{done.stdout}{done.stderr}")
    found = json.loads(line.removeprefix("JSON "))
    if found["refused"] or found["broken"]:
        raise SystemExit(f"{case.name}: {found['refused']} refused, {found['broken']} broken")
    return Measured(
        requests=found["requests"],
        rate=found["requests"] / found["seconds"],
        p50_ms=found["p50_ms"],
        p95_ms=found["p95_ms"],
    )


def _line(request: Request) -> str:
    cookies = "; ".join(f"{name}={value}" for name, value in request.cookies.items())
    fields = [request.method, request.path, cookies, request.content_type, request.body]
    return "\t".join(fields) + "\n"
