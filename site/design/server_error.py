"""The page for a bug: a static file that needs no database, no session and no template."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse

from safety.kinds import READING, declare

PAGE = Path(__file__).resolve().parents[1] / "static" / "errors" / "500.html"
STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@cache
def _page() -> tuple[bytes, str]:
    """The file, and the policy that allows its own style sheet by hash and nothing else."""
    page = PAGE.read_bytes()
    hashes = [
        base64.b64encode(hashlib.sha256(style).digest()).decode() for style in STYLE.findall(page)
    ]
    styles = " ".join(f"'sha256-{digest}'" for digest in hashes)
    policy = (
        f"default-src 'none'; style-src {styles}; font-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    return page, policy


def server_error(request: HttpRequest) -> HttpResponse:
    page, policy = _page()
    response = HttpResponse(page, status=500)
    # Written here too: a bug in a middleware reaches the reader past all other middleware.
    response["Content-Security-Policy"] = policy
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return declare(response, READING)
