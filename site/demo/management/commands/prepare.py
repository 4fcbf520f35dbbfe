"""What `make run` does to the data before it serves, in one go: a second process costs seconds."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrates; loads the demonstration where nobody has made a page yet."
    requires_system_checks: list = []  # the time they take belongs to `make check`

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("demo", if_empty=True, stdout=self.stdout)
