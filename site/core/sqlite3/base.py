"""Django's SQLite backend, with writers that wait their turn awake.

SQLite has one writer at a time. Its own way of waiting sleeps longer and longer, up to a tenth of a
second, so that among a few writers the database mostly stands idle while all of them sleep. A
transaction here lasts a millisecond or two: asking again after about one keeps it busy.
"""

import random
import sqlite3
import time

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

PAUSE = 0.001


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        """Begin, asking again until the lock is free or the connection's time-out has passed."""
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        end = time.monotonic() + patience
        self._wait_inside_sqlite(0)
        try:
            while True:
                try:
                    super()._start_transaction_under_autocommit()  # type: ignore[misc]
                    return
                except OperationalError as refused:
                    if not _is_busy(refused) or time.monotonic() >= end:
                        raise
                time.sleep(PAUSE * random.uniform(0.5, 1.5))  # noqa: S311 -- not a secret
        finally:
            self._wait_inside_sqlite(patience)

    def _wait_inside_sqlite(self, seconds: float) -> None:
        self.connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}").close()


def _is_busy(refused: OperationalError) -> bool:
    code = getattr(refused.__cause__, "sqlite_errorcode", None)
    return code is not None and code & 0xFF == sqlite3.SQLITE_BUSY
