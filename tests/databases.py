"""The test database: made once by the migrations, copied for every run, put back after a test.

Making it takes many seconds, a copy a few hundredths of one. The template is named after everything
that decides what is in it (the engine, every migration's text, the installed packages' versions), so
a changed migration makes a new one and nobody has to remember a flag. `python -m tests.databases`
makes it ahead of the tests, while other work leaves a core free.

A test that commits (`transaction=True`, `live_server`) would normally end with a flush, which also
throws away what migrations wrote: Wagtail's root page, the locales, the groups. Ours ends with the
database put back as the template holds it, under the same keys.
"""

import gc
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import metadata
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.test import TransactionTestCase
from filelock import FileLock

# Above the folder of this one run.
FOLDER = Path(settings.DATA_DIR).parent


def prepare(worker: str) -> None:
    """Give this process a database of its own, as fresh migrations leave it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    engine().prepare(f"{worker}_{os.getpid()}")
    # Private to Django, and the one place where a committing test is cleaned up.
    TransactionTestCase._fixture_teardown = lambda case: engine().restore()


def remove() -> None:
    connections.close_all()
    engine().remove()


def hold(name: str, make: Callable[[], None]) -> None:
    """Put the content that `make` writes in the database: made once a process, then copied.

    For tests that commit; like every such test they end with the database as migrations leave it.
    """
    if name not in _held:
        make()
        engine().keep(name)
        _held.add(name)
    else:
        engine().restore(name)


def engine() -> "Sqlite | Postgres":
    return _ENGINES[connection.vendor]


def fingerprint() -> str:
    """A short name for the database that the present migrations make."""
    digest = hashlib.sha256(connection.vendor.encode())
    for config in apps.get_app_configs():
        module, _ = MigrationLoader.migrations_module(config.label)
        folder = Path(config.path) / module.rpartition(".")[2] if module else None
        for file in sorted(folder.glob("*.py")) if folder else []:
            digest.update(file.name.encode() + file.read_bytes())
        digest.update(b"".join(sorted(model.__name__.encode() for model in config.get_models())))
    for name in ("Django", "wagtail", "wagtail-localize", "django-allauth"):
        digest.update(f"{name}{metadata.version(name)}".encode())
    return digest.hexdigest()[:16]


def point_at(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def migrate_template() -> None:
    """As `manage.py migrate` does, which looks as seldom for objects that may go."""
    often = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    call_command("migrate", verbosity=0, interactive=False)
    gc.set_threshold(*often)
    connections.close_all()


class Sqlite:
    """A file a run, so that threads and a live server meet the same database and the same locks."""

    mine: Path
    pristine: Path

    def prepare(self, suffix: str) -> None:
        template = FOLDER / f"template-{fingerprint()}.sqlite3"
        self.mine = FOLDER / f"run-{suffix}.sqlite3"
        self.pristine = FOLDER / f"run-{suffix}.pristine"
        self.remove()
        with FileLock(FOLDER / f"template-{connection.vendor}.lock"):
            if not template.exists():
                self._make(template)
            # A name of our own for the template: another run may replace it meanwhile.
            os.link(template, self.pristine)
        shutil.copyfile(self.pristine, self.mine)
        point_at(str(self.mine))

    def _make(self, template: Path) -> None:
        for old in FOLDER.glob("template-*.sqlite3"):
            old.unlink()
        half_made = FOLDER / f"half-made-{os.getpid()}.sqlite3"
        point_at(str(half_made))
        migrate_template()
        half_made.rename(template)

    def restore(self, name: str = "pristine") -> None:
        """Copy every page of the template over this run's database, whoever has it open."""
        connection.ensure_connection()
        address = f"{self.mine.with_suffix(f'.{name}').resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as template:
            template.backup(connection.connection)

    def keep(self, name: str) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.mine.with_suffix(f".{name}"))) as copy:
            connection.connection.backup(copy)

    def remove(self) -> None:
        for file in FOLDER.glob(f"{self.mine.stem}.*"):
            file.unlink(missing_ok=True)


class Postgres:
    """A database a run, made from a template database of the same server."""

    def prepare(self, suffix: str) -> None:
        self.template = f"template_{fingerprint()}"
        self.mine = f"run_{suffix}"
        with FileLock(FOLDER / f"template-{connection.vendor}.lock"):
            if not self._exists(self.template):
                self._run(f'CREATE DATABASE "half_made_{os.getpid()}"')
                point_at(f"half_made_{os.getpid()}")
                migrate_template()
                self._run(f'ALTER DATABASE "half_made_{os.getpid()}" RENAME TO "{self.template}"')
            self._copy(self.template, self.mine)
        point_at(self.mine)

    def restore(self, name: str = "") -> None:
        connections.close_all()
        self._copy(f"{self.mine}_{name}" if name else self.template, self.mine)

    def keep(self, name: str) -> None:
        connections.close_all()
        self._copy(self.mine, f"{self.mine}_{name}")

    def remove(self) -> None:
        for name in [self.mine, *(f"{self.mine}_{held}" for held in _held)]:
            self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _copy(self, template: str, name: str) -> None:
        """What is in use can't be copied: a thread of the live server may not have let go yet."""
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self._run(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            template,
        )
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')

    def _exists(self, name: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            return cursor.fetchone() is not None

    def _run(self, statement: str, *values: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement, values)


_held: set[str] = set()
_ENGINES = {"sqlite": Sqlite(), "postgresql": Postgres()}

if __name__ == "__main__":
    django.setup()
    prepare("ahead")
    remove()
