"""One request at a time, in this process: is it answered rightly, with how many queries and bytes?"""

import time
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection
from django.test import Client

from safety.models import Generation

from .cases import Case, Request

OF_THE_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
LOOK_UP = f'SELECT "{Generation._meta.db_table}"."number"'
# Longer than a process believes the number of the present generation.
LOOKS_AGAIN_AFTER = 0.6


@dataclass(frozen=True)
class Counted:
    queries: int
    bytes: int


def count(case: Case, port: int) -> Counted:
    """The most queries among the samples after the first, which fills what is kept."""
    found = []
    for request in case.samples:
        found.append(_ask(case, request, port))
        time.sleep(LOOKS_AGAIN_AFTER)
    return Counted(queries=max(one.queries for one in found[1:]), bytes=found[-1].bytes)


def _ask(case: Case, request: Request, port: int) -> Counted:
    client = Client(
        HTTP_HOST=f"127.0.0.1:{port}",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_ACCEPT_LANGUAGE="nl",
        enforce_csrf_checks=True,
    )
    client.cookies.load(request.cookies)
    extra = {}
    if request.method == "POST":
        extra["HTTP_ORIGIN"] = f"https://127.0.0.1:{port}"
        extra["HTTP_X_CSRFTOKEN"] = request.cookies["csrftoken"]
    with counted_statements() as statements:
        response = client.generic(
            request.method, request.path, request.body, request.content_type, **extra
        )
    text = response.content.decode()
    if response.status_code != case.status or case.words not in text:
        raise SystemExit(
            f"{case.name}: {request.path} answered {response.status_code}"
            f" {response.headers.get('Location', '')} instead of {case.status}:\n{text[:500]}"
        )
    if case.most_queries is not None:
        # Looked up twice a second at most, for everyone: no page's own.
        statements = [sql for sql in statements if LOOK_UP not in sql]
    return Counted(queries=len(statements), bytes=len(response.content))


@contextmanager
def counted_statements():
    """Every statement that is not about the transaction itself."""
    statements = []

    def note(execute, sql, params, many, context):
        if not sql.lstrip().upper().startswith(OF_THE_TRANSACTION):
            statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements
