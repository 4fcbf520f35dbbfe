"""Moments, places and seats in whole sentences, in the active language and in Brussels' hour."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from design import dates
from webinar.recordings.enums import Audience
from webinar.recordings.models import Recording

from .models import LiveSession


def hours(session: LiveSession) -> str:
    """From when to when; empty when the time of day is not known."""
    if not session.time_known:
        return ""
    if session.ends_at is None:
        return dates.clock(session.starts_at)
    return _("from %(start)s to %(end)s") % {
        "start": dates.clock(session.starts_at),
        "end": dates.clock(session.ends_at),
    }


def when(session: LiveSession) -> str:
    """The day, with the hours where they are known."""
    if not session.time_known:
        return dates.weekday(session.starts_at)
    if session.ends_at is None:
        return dates.weekday_and_clock(session.starts_at)
    return dates.weekday_between(session.starts_at, session.ends_at)


def where(session: LiveSession) -> str:
    if session.is_online:
        return _("Online")
    return (
        _("%(place)s, or online") % {"place": session.place} if session.has_link else session.place
    )


def recording_closed(recording: Recording, *, is_signed_in: bool, now: datetime) -> str:
    """Why somebody does not see it, for whoever the right was refused."""
    if not recording.is_open(now):
        return _("The recording of this session cannot be watched at the moment.")
    if recording.audience == Audience.SIGNED_IN:
        return _("Sign in to watch the recording of this session.")
    says = _("The recording of this session is for those who were registered or take the course.")
    if is_signed_in:
        return says
    return f"{says} " + _("Sign in with the mail address with which you registered.")


def kind(session: LiveSession) -> str:
    if session.is_online:
        return _("Online webinar")
    return _("Meeting, also online") if session.has_link else _("Meeting")


def seats_left(seats: int, taken: int, has_waiting_list: bool) -> str:
    """How many seats are free, as people say it."""
    left = max(seats - taken, 0)
    if left == seats:
        return ngettext(
            "There is room for %(seats)d person.", "There is room for %(seats)d people.", seats
        ) % {"seats": seats}
    if left:
        return ngettext(
            "%(left)d of the %(seats)d seats is free.",
            "%(left)d of the %(seats)d seats are free.",
            left,
        ) % {"left": left, "seats": seats}
    if has_waiting_list:
        return _("All seats are taken. You can join the waiting list.")
    return _("All seats are taken.")


def participants(number: int) -> str:
    return ngettext("%(number)d participant", "%(number)d participants", number) % {
        "number": number
    }


def told_of_change(people: int) -> str:
    """For the coordinator who moved a session."""
    return ngettext(
        "%(people)d person, registered or waiting, gets a mail about the change.",
        "%(people)d people, registered or waiting, get a mail about the change.",
        people,
    ) % {"people": people}


def certificate(minutes: int | None) -> str:
    """What taking part earns; empty when it earns no certificate."""
    if minutes is None:
        return ""
    return ngettext(
        "Taking part earns a certificate of %(minutes)d minute.",
        "Taking part earns a certificate of %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def place_in_line(before: int) -> str:
    if before == 0:
        return _("You are the first in line. As soon as a seat comes free you get a mail.")
    return ngettext(
        "%(before)d person is before you. As soon as a seat comes free for you, you get a mail.",
        "%(before)d people are before you. As soon as a seat comes free for you, you get a mail.",
        before,
    ) % {"before": before}


def closed(session: LiveSession, now: datetime) -> str:
    """Why nobody can register now."""
    if session.cancelled_at is not None:
        return _("This session does not take place.")
    if session.is_over(now):
        return _("This session is over.")
    if session.opens_at is not None and now < session.opens_at:
        return _("Registration opens on %(moment)s.") % {
            "moment": dates.weekday_and_clock(session.opens_at)
        }
    return _("Registration is closed.")


def length(session: LiveSession) -> int | None:
    """How many minutes it is planned to last; None when that is not known."""
    if session.ends_at is None:
        return None
    return int((session.ends_at - session.starts_at).total_seconds() // 60)


def seats_taken(session: LiveSession) -> str:
    """For coordinators, of a session fetched `with_seats()`."""
    if not session.seats:
        return _("no registration")
    return _("%(taken)d of %(seats)d taken") % {
        "taken": session.seats_taken,
        "seats": session.seats,
    }


def state(session: LiveSession, now: datetime) -> str:
    """For coordinators: whether readers see it and whether it goes ahead."""
    if session.cancelled_at is not None:
        return _("called off")
    if not session.published:
        return _("draft")
    return _("past") if session.is_over(now) else _("published")
