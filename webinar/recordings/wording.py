"""Words about a recording that depend on its state."""

from datetime import datetime

from django.utils.translation import gettext as _

from .models import Recording
from .moments import clock_label


def state(recording: Recording, now: datetime) -> str:
    """In one or two words: may anyone see it, and if not, why."""
    if not recording.has_consent():
        return _("Closed: consent is missing")
    if not recording.is_published(now):
        return _("Hidden")
    if recording.is_past(now):
        return _("Closed: past its last date")
    return _("Visible")


def duration(recording: Recording) -> str:
    return clock_label(recording.duration_ms)
