from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.clock import now
from core.errors import Refusal
from demo.loading import load_demo, site_is_empty
from demo.recording.load import ask_for_slide_pictures


class Command(BaseCommand):
    help = (
        "Load the demonstration content; safe to repeat, never overwrites what an editor changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only where nobody has made a page yet"
        )

    def handle(self, *, if_empty: bool, **options: object) -> None:
        if if_empty and not site_is_empty():
            return
        try:
            load_demo(now=now(), say=self.stdout.write)
            ask_for_slide_pictures(now=now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
