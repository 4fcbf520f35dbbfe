"""Django's SQLite backend, with writers that wait their turn awake.

SQLite has one writer at a time. Its own way of waiting sleeps longer and longer, up to a tenth of a
second, so that among a few writers the database mostly stands idle while all of them sleep. A
transaction here lasts a millisecond or two: asking again after about one keeps it busy.

It also sleeps with the connection's lock in hand. Python may collect a cursor of that connection in
whichever thread it likes; when that is the thread that holds the lock for writing, each waits for the
other until the time-out has passed. So nobody waits inside SQLite at all.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSE = 0.001
PATIENCE = 5.0

T = TypeVar("T")


class Cursor(base.SQLiteCursorWrapper):
    patience = PATIENCE

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction:
            return super().execute(query, params)
        # On its own, a statement that was refused did nothing, and can be sent again.
        return _awake(lambda: super(Cursor, self).execute(query, params), self.patience)

    def executemany(self, query: str, param_list: Iterable) -> Any:
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        rows = list(param_list)
        with self.connection:
            _awake(lambda: super(Cursor, self).execute("BEGIN IMMEDIATE"), self.patience)
            return super().executemany(query, rows)


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.execute("PRAGMA busy_timeout = 0").close()
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor = self.connection.cursor(factory=Cursor)
        cursor.patience = self._patience
        return cursor

    def _start_transaction_under_autocommit(self) -> None:
        """Begin, asking again until the lock is free or the connection's time-out has passed."""
        _awake(super()._start_transaction_under_autocommit, self._patience)  # type: ignore[misc]

    @property
    def _patience(self) -> float:
        return self.settings_dict["OPTIONS"].get("timeout", PATIENCE)


def _awake(act: Callable[[], T], patience: float) -> T:
    """Do it, asking again every millisecond or so while another writes, for at most so many seconds."""
    end = time.monotonic() + patience
    while True:
        try:
            return act()
        except (sqlite3.OperationalError, OperationalError) as refused:
            if not _is_busy(refused) or time.monotonic() >= end:
                raise
        time.sleep(PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 -- not a secret


def _is_busy(refused: Exception) -> bool:
    cause = refused if isinstance(refused, sqlite3.Error) else refused.__cause__
    code = getattr(cause, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
