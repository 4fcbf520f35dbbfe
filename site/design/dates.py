"""Dates, times and durations in the words of the language that is being read."""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

# Django's letters, with the language's own words behind a backslash. A French hour is not parted.
CLOCK = {"nl": r"G.i \u\u\r", "fr": "G\N{NO-BREAK SPACE}\\h\N{NO-BREAK SPACE}i", "en": "G:i"}
DAY = "j F Y"
WEEKDAY = "l j F Y"


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment


def day(moment: date | datetime) -> str:
    """13 februari 2024"""
    return dateformat.format(_local(moment), DAY)


def weekday(moment: date | datetime) -> str:
    """dinsdag 13 februari 2024"""
    return dateformat.format(_local(moment), WEEKDAY)


def clock(moment: datetime) -> str:
    """19.30 uur, 19 h 30, 19:30"""
    return dateformat.format(_local(moment), CLOCK.get(get_language() or "nl", CLOCK["en"]))


def weekday_and_clock(moment: datetime) -> str:
    """dinsdag 13 februari 2024 om 19.30 uur"""
    return _("%(day)s at %(time)s") % {"day": weekday(moment), "time": clock(moment)}


def weekday_between(start: datetime, end: datetime) -> str:
    """dinsdag 13 februari 2024, van 19.30 uur tot 21.30 uur; over midnight both days are said."""
    if _local(start).date() != _local(end).date():
        return _("from %(start)s to %(end)s") % {
            "start": weekday_and_clock(start),
            "end": weekday_and_clock(end),
        }
    return _("%(day)s, from %(start)s to %(end)s") % {
        "day": weekday(start),
        "start": clock(start),
        "end": clock(end),
    }


def minutes_in_words(total: int) -> str:
    """40 minuten, 1 uur, 2 uur en 45 minuten"""
    hours, rest = divmod(int(total), 60)
    hour_words = ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    rest_words = ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}
    if not hours:
        return rest_words
    if not rest:
        return hour_words
    return _("%(hours)s and %(minutes)s") % {"hours": hour_words, "minutes": rest_words}
