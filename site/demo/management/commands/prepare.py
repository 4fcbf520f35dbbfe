"""What `make run` does to the data before it serves, in one go: a second process costs seconds."""

import errno

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

NO_ROOM = (
    "The disk is full. Make room, or choose another place: make run DATA_DIR=/a/folder/of/yours"
)


def is_about_room(error: Exception) -> bool:
    """Whether a file or SQLite's database could not grow."""
    full = isinstance(error, OperationalError) and "disk is full" in str(error)
    return full or (isinstance(error, OSError) and error.errno == errno.ENOSPC)


class Command(BaseCommand):
    help = (
        "Migrates, and makes the search index anew after an upgrade;"
        " loads the demonstration where nobody has made a page yet."
    )
    requires_system_checks: list = []  # the time they take belongs to `make check`

    def handle(self, *args: object, **options: object) -> None:
        try:
            self._prepare()
        except (OSError, OperationalError) as error:
            if not is_about_room(error):
                raise
            raise CommandError(NO_ROOM) from error

    def _prepare(self) -> None:
        upgraded = self._is_behind()
        call_command("migrate", verbosity=0, interactive=False)
        if upgraded:
            call_command("reindex", stdout=self.stdout)
        call_command("demo", if_empty=True, stdout=self.stdout)

    def _is_behind(self) -> bool:
        """Whether the database was made by an earlier version; an empty one was not."""
        executor = MigrationExecutor(connection)
        begun = bool(executor.loader.applied_migrations)
        return begun and bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
