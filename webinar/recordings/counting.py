"""By which cut list a player counts: what it says of times is brought back to the source by that list."""

from collections.abc import Mapping

from core.whole_numbers import whole_number

from .models import CutList, Recording
from .moments import MOMENT, read_moment
from .timeline import Timeline

# By which cut list a player counts, in the address it reports to or leads to.
CUTS_PARAMETER = "knippen"


def cuts_of(recording: Recording) -> str:
    """The name of the cut list by which it is shown; nothing where nothing is cut."""
    return str(recording.cut_list_id or "")


def asked_moment(asked: Mapping[str, str]) -> int | None:
    """The moment of the source, in ms, that the address of a page leads to; None for none.

    `?t=` counts on the source, or on what a player showed that says by which cut list (CUTS_PARAMETER).
    """
    moment, listed = read_moment(asked.get(MOMENT)), whole_number(asked.get(CUTS_PARAMETER))
    if moment is None or listed is None:
        return moment
    found = CutList.objects.select_related("recording").filter(pk=listed).first()
    return found.timeline(found.recording.duration_ms).source(moment) if found else moment


def timeline_played(recording: Recording, cut_list: str | None) -> Timeline:
    """The timeline on which a player counted that said so by `CUTS_PARAMETER`; without, the source's.

    A list that is not this recording's counts as none.
    """
    listed = whole_number(cut_list)
    if listed is None:
        return Timeline(recording.duration_ms)
    found = recording.cut_lists.filter(pk=listed).first()
    return found.timeline(recording.duration_ms) if found else Timeline(recording.duration_ms)
