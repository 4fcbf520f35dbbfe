"""What a log line may not say."""

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType


class LeavesOutTheVisit(logging.Filter):
    """Drops Django's lines about a single visit (the address someone asked for, refused hosts).

    Of those, only a bug in our own answer is told, without the address.
    """

    quiet = ("django.request", "django.security", "django.server", "django.channels.server")

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(self.quiet):
            return True
        if record.exc_info and record.name.startswith("django.request"):
            record.msg, record.args = "An answer failed.", ()
            record.request = None
            return True
        return False


class WithoutItsWords(logging.Formatter):
    """Tells of an exception which kind it is and where it was raised, never what it says.

    Its words may quote what somebody typed, or the row that a database refused.
    """

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        told = [
            "".join(traceback.format_tb(each.__traceback__))
            + f"{type(each).__module__}.{type(each).__qualname__}"
            for each in _one_after_the_other(ei[1])
        ]
        return "\n\nand then\n\n".join(reversed(told))


def _one_after_the_other(failure: BaseException | None) -> Iterator[BaseException]:
    """The exception, what it came from, and so on."""
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        hidden = failure.__suppress_context__
        failure = failure.__cause__ or (None if hidden else failure.__context__)
