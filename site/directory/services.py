"""What follows from a change to a claim or a service; what may change is for `forms.py` to say."""

from search.services import reindex, reindex_soon

from .found import KEY


def let_go() -> None:
    """What is kept for readers goes, and so does what the search knows of services, in the caller's transaction.

    The rest of the search index is made anew soon.
    """
    make_findable()
    reindex_soon()


def make_findable() -> None:
    """The search finds services as they are now, and shows no number that is not shown elsewhere."""
    reindex(key=KEY)
