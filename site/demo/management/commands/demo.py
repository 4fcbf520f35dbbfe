from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from core.clock import now
from core.errors import Refusal
from demo.loading import load_demo, load_public_site, site_is_empty
from demo.recording.load import ask_for_slide_pictures


class Command(BaseCommand):
    help = (
        "Load the demonstration content; safe to repeat, never overwrites what an editor changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="only where nobody has made a page yet"
        )
        parser.add_argument(
            "--public-pages",
            action="store_true",
            help="only the public pages and the list of services: no account, no course",
        )

    def handle(self, *, if_empty: bool, public_pages: bool, **options: object) -> None:
        if if_empty and not site_is_empty():
            return
        if public_pages:
            load_public_site(now=now())
            return
        try:
            load_demo(now=now(), say=self.stdout.write)
            ask_for_slide_pictures(now=now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
