"""Signs of life of work that takes long, also while it waits for another program or for a disk."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event, Thread

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_SIGNS = 20.0
# Work that gave no sign of life for so long is dead: its worker was killed.
DEAD_AFTER = timedelta(minutes=3)
# What was left behind so often in a row may be what kills the workers.
MOST_TRIES = 3


class Superseded(Exception):
    """Someone else does this work now, or it is no longer wanted: whoever hears this stops."""


@contextmanager
def kept_alive(sign: Callable[[], object]) -> Iterator[None]:
    """Call `sign` every twenty seconds, from a thread of its own, for as long as the block lasts."""
    over = Event()
    thread = Thread(target=_give_signs, args=(sign, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _give_signs(sign: Callable[[], object], over: Event) -> None:
    try:
        while not over.wait(SECONDS_BETWEEN_SIGNS):
            try:
                sign()
            except DatabaseError:
                # One sign missed is no death; the next one follows.
                logger.warning("A sign of life could not be written.", exc_info=True)
    finally:
        connection.close()
