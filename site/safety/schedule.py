"""What an editor planned: pages come and leave at the time that was chosen."""

from datetime import datetime

from django.core.management import call_command


def keep_to_the_schedule(now: datetime) -> None:
    """Wagtail's own command publishes what is due and takes away what has expired. Safe to repeat."""
    call_command("publish_scheduled", verbosity=0)
