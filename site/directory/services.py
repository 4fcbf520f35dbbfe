"""Verbs: what happens to a claim. Each lets go of what is kept for readers."""

from datetime import date

from django.db import transaction

from search.services import reindex, reindex_soon

from .errors import NobodyConfirms, NoReason
from .found import KEY
from .models import Claim


def let_go() -> None:
    """What is kept for readers goes, and so does what the search knows of services, in the caller's transaction.

    The rest of the search index is made anew soon.
    """
    make_findable()
    reindex_soon()


def make_findable() -> None:
    """The search finds services as they are now, and shows no number that is not shown elsewhere."""
    reindex(key=KEY)


@transaction.atomic
def confirm(*, claim: Claim, by: str, on: date) -> Claim:
    """A named person confirms the present value of a claim, on a date."""
    if not by.strip():
        raise NobodyConfirms
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.confirm(by.strip(), on)
    claim.save()
    let_go()
    return claim


@transaction.atomic
def hold_back(*, claim: Claim, because: str) -> Claim:
    """Take a claim away from readers, with the reason for colleagues."""
    if not because.strip():
        raise NoReason
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.hold_back(because.strip())
    claim.save()
    let_go()
    return claim


@transaction.atomic
def change_value(*, claim: Claim, value: str, source: str, source_code: str = "") -> Claim:
    """Give a claim another value with the source it comes from; an earlier confirmation ends."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.value, claim.source, claim.source_code = value, source, source_code
    claim.end_confirmation()
    claim.save()
    let_go()
    return claim
