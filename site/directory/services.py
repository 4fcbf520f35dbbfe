"""Verbs: what happens to a claim. Each lets go of what is kept for readers."""

from datetime import date

from django.db import transaction

from safety import page_cache

from .errors import NobodyConfirms, NoReason
from .models import Claim


@transaction.atomic
def confirm(*, claim: Claim, by: str, on: date) -> Claim:
    """A named person confirms the present value of a claim, on a date."""
    if not by.strip():
        raise NobodyConfirms
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.confirm(by.strip(), on)
    claim.save()
    page_cache.bump()
    return claim


@transaction.atomic
def hold_back(*, claim: Claim, because: str) -> Claim:
    """Take a claim away from readers, with the reason for colleagues."""
    if not because.strip():
        raise NoReason
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.hold_back(because.strip())
    claim.save()
    page_cache.bump()
    return claim


@transaction.atomic
def change_value(*, claim: Claim, value: str, source: str, source_code: str = "") -> Claim:
    """Give a claim another value with the source it comes from; an earlier confirmation ends."""
    claim = Claim.objects.select_for_update().get(pk=claim.pk)
    claim.value, claim.source, claim.source_code = value, source, source_code
    claim.end_confirmation()
    claim.save()
    page_cache.bump()
    return claim
