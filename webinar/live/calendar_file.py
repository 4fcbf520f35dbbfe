"""Calendar files (RFC 5545). People share calendars: nothing in them says what the session is about."""

from datetime import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from icalendar import Event, vCalAddress

from core.clock import BRUSSELS

from .models import LiveSession, Registration

# Summer time as the European Union has had it since 1996: the last Sundays of March and October.
BRUSSELS_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


# Everything before the event is the same in every file.
HEAD = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//webinars//NONSGML//NL\nMETHOD:{method}\n"
TAIL = "END:VCALENDAR\n"


def calendar_file(
    *, session: LiveSession, registration: Registration, now: datetime, cancelled: bool = False
) -> bytes:
    """One event, with an id that stays the same for this registration, so that a change replaces it."""
    head = HEAD.format(method="CANCEL" if cancelled else "PUBLISH") + BRUSSELS_RULES
    event = _event(session, registration, now, cancelled).to_ical()
    return _lines(head) + event + _lines(TAIL)


def _lines(text: str) -> bytes:
    """The line ends of the standard."""
    return text.replace("\n", "\r\n").encode()


def _event(
    session: LiveSession, registration: Registration, now: datetime, cancelled: bool
) -> Event:
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    event = Event()
    event.add("uid", f"{registration.public_id}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", now)
    starts = localtime(session.starts_at, BRUSSELS)
    event.add("dtstart", starts if session.time_known else starts.date())
    if session.ends_at is not None:
        event.add("dtend", localtime(session.ends_at, BRUSSELS))
    event.add("summary", _("Appointment"))
    event.add("location", _("Online") if session.is_online else _("See your confirmation"))
    event.add(
        "description", _("You find the link or the place in the mail that confirms your seat.")
    )
    event.add("organizer", vCalAddress(f"mailto:{sender}"))
    event.add("class", "PRIVATE")
    # A cancellation comes after everything that was said before.
    event.add("sequence", session.calendar_sequence + (1 if cancelled else 0))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    return event
