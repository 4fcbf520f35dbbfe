"""What is said and shown is found as it stands: whoever changes it makes it findable anew."""

from collections.abc import Iterable

from search.services import reindex_timelines
from webinar.recordings.found import KEY


def make_findable(recording_ids: Iterable[int]) -> None:
    """Index the words of these recordings anew, in the caller's transaction.

    Called wherever captions, cues or the words of slides change.
    """
    ids = [str(pk) for pk in recording_ids]
    if ids:
        reindex_timelines(key=KEY, ids=ids)
