"""Words about a recording that depend on its state."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from . import errors
from .models import Recording, SlidesPdf
from .moments import clock_label
from .slides_shown import slides_file


def state(recording: Recording, now: datetime) -> str:
    """In one or two words: may anyone see it, and if not, why."""
    if not recording.has_consent():
        return _("Closed: consent is missing")
    if not recording.is_published(now):
        return _("Hidden")
    if not recording.cuts_are_made():
        return _("Closed: the files without the cuts are not made yet")
    if recording.is_past(now):
        return _("Closed: past its last date")
    return _("Visible")


def duration(recording: Recording) -> str:
    return clock_label(recording.duration_ms)


def added(recording: Recording) -> str:
    """The day on which it came in."""
    return date_format(localtime(recording.created_at), "SHORT_DATE_FORMAT")


def told_apart(recording: Recording) -> str:
    """The title, and what tells it from another recording with that title."""
    return _("%(title)s (%(duration)s, %(language)s, added on %(day)s)") % {
        "title": recording.title,
        "duration": duration(recording),
        "language": recording.get_language_display(),
        "day": added(recording),
    }


def fault(name: str) -> str:
    """What went wrong in the background, by the name of the error."""
    refusal = getattr(errors, name, errors.EncodingFailed)
    return str(refusal.message)


def cutting(recording: Recording) -> str:
    """How the work on the files without the cuts stands; nothing once it is done."""
    cut_list = recording.cut_list
    if cut_list is None:
        return ""
    if cut_list.fault:
        return fault(cut_list.fault)
    if cut_list.is_made:
        return ""
    return _("The work is at %(percent)s %%.") % {"percent": cut_list.percent}


def slides_pdf(recording: Recording) -> str:
    """Why the slides cannot be had as PDF; nothing where they can, or where there are none."""
    if recording.deck is None or not recording.deck.pdf or slides_file(recording):
        return ""
    asked = SlidesPdf.objects.filter(recording=recording).first()
    if asked and asked.fault:
        return fault(asked.fault)
    return _("It is being made, and cannot be downloaded until then.")


def consents(recording: Recording) -> str:
    """Whose consent is missing; nothing where nobody's is."""
    people = list(recording.consents.all())
    withdrawn = [str(person) for person in people if person.withdrawn_at is not None]
    if withdrawn:
        return _("Taken back: %(names)s.") % {"names": ", ".join(withdrawn)}
    missing = [str(person) for person in people if person.given_at is None]
    if missing:
        return _("Not given yet: %(names)s.") % {"names": ", ".join(missing)}
    if not people and not recording.nobody_is_recorded:
        return _("Nobody is on the list yet.")
    return ""
