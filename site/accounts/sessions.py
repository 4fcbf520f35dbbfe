"""Sessions hold the mail address that somebody signed in with: they end with the account, or in time."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from .models import User


def end_all_of(user: User, addresses: Collection[str]) -> None:
    """Delete every session of this account, and every one that names its mail addresses.

    What a session holds can only be read, not searched; erasing is rare enough to read them all.
    """
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if _is_of(session.get_decoded(), user, addresses)
    ]
    Session.objects.filter(pk__in=ended).delete()


def forget_past(now: datetime) -> None:
    """Delete the sessions that are over."""
    Session.objects.filter(expire_date__lt=now).delete()


def _is_of(content: dict, user: User, addresses: Collection[str]) -> bool:
    if content.get(SESSION_KEY) == str(user.pk):
        return True
    told = str(content).casefold()
    return any(address.casefold() in told for address in addresses)
