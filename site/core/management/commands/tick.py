"""The site's clock: gives every periodic job its turn."""

import threading
from argparse import ArgumentParser
from signal import SIGINT, SIGTERM, signal

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from core.clock import now
from core.periodic import Ticker


class Command(BaseCommand):
    help = "Gives every periodic job its turn: once, or again and again with --every."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every",
            type=float,
            metavar="SECONDS",
            help="Stay, and look again after so many seconds, until stopped.",
        )

    def handle(self, *args: object, every: float | None, **options: object) -> None:
        ticker = Ticker()
        if not every:
            if failed := ticker.tick(now()):
                raise CommandError(f"These periodic jobs failed: {', '.join(failed)}.")
            return
        stop = threading.Event()
        for number in (SIGINT, SIGTERM):
            signal(number, lambda *_: stop.set())
        while not stop.is_set():
            ticker.tick(now())
            close_old_connections()
            stop.wait(every)
