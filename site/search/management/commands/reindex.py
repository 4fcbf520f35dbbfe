from django.core.management.base import BaseCommand

from search.services import reindex_everything


class Command(BaseCommand):
    help = "Makes the search index anew from what is published."

    def handle(self, **options) -> None:
        self.stdout.write(f"{reindex_everything()} entries in the search index.")
