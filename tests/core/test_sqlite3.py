"""Writers on SQLite wait for each other, and no longer than they may."""

import threading
import time

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from accounts.models import Subject

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite"),
]


class Writer(threading.Thread):
    """Holds the one lock for writing until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.holds, self.let_go = threading.Event(), threading.Event()

    def run(self) -> None:
        with transaction.atomic():
            Subject.objects.create()
            self.holds.set()
            self.let_go.wait(10)
        connection.close()


@pytest.fixture
def writer():
    other = Writer()
    other.start()
    assert other.holds.wait(10)
    yield other
    other.let_go.set()
    other.join()


def test_writer_begins_as_soon_as_the_other_has_ended(writer):
    threading.Timer(0.3, writer.let_go.set).start()

    start = time.monotonic()
    with transaction.atomic():
        waited = time.monotonic() - start
        assert Subject.objects.count() == 1

    assert 0.2 < waited < 5


def test_writer_gives_up_when_its_time_is_over(writer, monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)

    with pytest.raises(OperationalError, match="locked"), transaction.atomic():
        pass

    writer.let_go.set()
    writer.join()
    assert Subject.objects.count() == 1


def test_write_outside_a_transaction_waits_too(writer):
    threading.Timer(0.3, writer.let_go.set).start()

    Subject.objects.create()

    assert Subject.objects.count() == 2


def test_nobody_waits_for_whom_python_collects_a_cursor(writer):
    """The writer lets go only after it has collected a cursor of the connection that waits for it."""
    connection.ensure_connection()
    forgotten = [connection.connection.execute("SELECT 1")]
    threading.Timer(0.2, lambda: (forgotten.clear(), writer.let_go.set())).start()

    start = time.monotonic()
    Subject.objects.create()

    assert time.monotonic() - start < 5
    assert Subject.objects.count() == 2


def test_rows_written_together_outside_a_transaction_are_all_there_or_none(writer):
    threading.Timer(0.2, writer.let_go.set).start()

    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE rows (number INTEGER UNIQUE)")
        cursor.executemany("INSERT INTO rows VALUES (%s)", [[1], [2]])
        with pytest.raises(IntegrityError):
            cursor.executemany("INSERT INTO rows VALUES (%s)", [[3], [2]])
        assert cursor.execute("SELECT COUNT(*) FROM rows").fetchone()[0] == 2
        cursor.execute("DROP TABLE rows")
