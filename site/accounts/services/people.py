"""What changes who is who: a guest becomes an account, a person is erased."""

from uuid import UUID

from django.db import transaction

from accounts import merging
from accounts.errors import LastAdministrator
from accounts.models import Guest, Subject, User
from accounts.queries import has_facts
from core import personal_data
from outbox.services import hand_over

ACCOUNT = "accounts.account"


def welcome_guests(*, user: User, email: str) -> int:
    """Join what guests did under this mail address to the account; say how many guests there were.

    To be called only once the account is known to receive mail at `email`.
    """
    joined = 0
    with transaction.atomic():
        for guest in Guest.objects.select_for_update().filter(email__iexact=email).order_by("pk"):
            _join(User.objects.select_for_update().get(pk=user.pk), guest)
            joined += 1
    if joined:
        user.refresh_from_db()
    return joined


def rename(*, user: User, name: str) -> None:
    """How the person is called from now on; a certificate that was issued keeps the name it bears."""
    user.name = name
    user.save(update_fields=["name"])


def erase(*, user: User) -> None:
    """Delete the account and everything that names the person; facts stay, about nobody.

    Refuses to leave the site without an administrator. Locks the Subject, so that whatever is being
    written about it (a certificate with a name on it) is there before it is looked for.
    """
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=user.subject_id)
        administrators = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
        if user.is_superuser and not administrators.exclude(pk=user.pk).exists():
            raise LastAdministrator
        _erase_all(user.subject_id)


def erase_guest(*, subject_id: UUID) -> None:
    """Delete everything that names somebody without an account; facts stay, about nobody.

    Changes nothing for an account, whose owner proves first who they are. Safe to repeat.
    """
    with transaction.atomic():
        Subject.objects.select_for_update().get(pk=subject_id)
        if Guest.objects.filter(subject_id=subject_id).exists():
            _erase_all(subject_id)


def is_still_here(subject_id: UUID) -> bool:
    """Whether anybody stands behind this Subject: nobody does after an erasure, which waits from now on until
    the caller's transaction ends.

    To be asked before words of a person are stored, by a request that may have been on its way meanwhile.
    """
    Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
    return any(
        model._default_manager.filter(subject_id=subject_id).exists() for model in (User, Guest)
    )


def _erase_all(subject_id: UUID) -> None:
    """The account last: what hangs on its mail addresses is found by them."""
    for holding in sorted(personal_data.holdings(), key=lambda one: one.key == ACCOUNT):
        holding.erase(subject_id)


def _join(user: User, guest: Guest) -> None:
    """Keep the guest's Subject when the account has no facts yet; otherwise merge the two."""
    own, guests = user.subject_id, guest.subject_id
    guest.delete()
    if not has_facts(own):
        user.subject_id = guests
        user.save(update_fields=["subject"])
        hand_over(kept=guests, gone=own)
        Subject.objects.get(pk=own).delete()
        return
    for merge in merging.merges():
        merge(own, guests)
    Subject.objects.get(pk=guests).delete()
