"""What a log line may not say."""

import logging


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
