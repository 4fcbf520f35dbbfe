"""What a certificate's document and its page word alike, in the language that is active."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from core.clock import BRUSSELS


def day(moment: datetime) -> str:
    """The day in Brussels, with the month in words: "24 november 2026", "1er mars 2027"."""
    words = date_format(moment.astimezone(BRUSSELS), "j F Y")
    if get_language() == "fr" and words.startswith("1 "):
        return f"1er{words[1:]}"
    return words


def duration(minutes: int) -> str:
    """Hours and minutes: "4 uur", "45 minuten", "3 u 30 min"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", rest) % {"minutes": rest}
    if not rest:
        return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}


def demonstration() -> str:
    """The sentence on every certificate that was made to show one."""
    return gettext("Demonstration: this certificate shows how one will look and proves nothing.")
