"""What changes who is who: a guest becomes an account, a person is erased."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

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
        guests = Guest.objects.filter(email__iexact=email).order_by("pk")
        for subject_id in guests.values_list("subject_id", flat=True):
            joined += _join(user.pk, subject_id)
        if joined:
            # Before it may be erased.
            user.refresh_from_db()
    return joined


def rename(*, user: User, name: str) -> None:
    """How the person is called from now on; a certificate that was issued keeps the name it bears."""
    user.name = name
    user.save(update_fields=["name"])


def erase(*, user: User) -> None:
    """Delete the account and everything that names the person; facts stay, about nobody.

    Refuses to leave the site without an administrator. Locks the Subject, so that whatever is being
    written about it (a certificate with a name on it) is there before it is looked for. Safe to repeat.
    """
    with transaction.atomic():
        subject_id = _held_subject_of(user)
        if subject_id is None:
            return
        administrators = User.objects.filter(is_superuser=True, is_active=True).order_by("pk")
        if user.is_superuser:
            # Of the last two who go at once the second sees that the first is gone.
            list(administrators.select_for_update(no_key=True))
            if not administrators.exclude(pk=user.pk).exists():
                raise LastAdministrator
        _erase_all(subject_id)


def erase_guest(*, subject_id: UUID, among: QuerySet[Guest] | None = None) -> bool:
    """Delete everything that names somebody without an account; facts stay, about nobody. Says whether it did.

    Changes nothing for an account, whose owner proves first who they are, nor for a guest who is not `among`
    these any more, now that nobody else can act for them. Safe to repeat.
    """
    with transaction.atomic():
        list(Subject.objects.select_for_update(no_key=True).filter(pk=subject_id))
        guests = Guest.objects.all() if among is None else among
        if not guests.filter(subject_id=subject_id).exists():
            return False
        _erase_all(subject_id)
    return True


def is_still_here(subject_id: UUID) -> bool:
    """Whether anybody stands behind this Subject: nobody does after an erasure, which waits from now on until
    the caller's transaction ends.

    To be asked before words of a person are stored or something scarce is kept for them, by a request that
    may have been on its way meanwhile. Of all locks the Subject's comes first. One query for an account.
    """
    # The Subject is locked before what names it: when that is gone by then, no row is found.
    return any(
        model._default_manager.select_for_update(no_key=True, of=("subject", "self"))
        .select_related("subject")
        .filter(subject_id=subject_id)
        .first()
        for model in (User, Guest)
    )


def _held_subject_of(user: User) -> UUID | None:
    """The Subject of this account, locked; None once it is erased.

    A guest who becomes this account meanwhile may bring another Subject, and the account's own is deleted.
    """
    while True:
        account = User.objects.filter(pk=user.pk)
        found = account.values_list("subject_id", flat=True).first()
        if found is None:
            return None
        list(Subject.objects.select_for_update(no_key=True).filter(pk=found))
        if account.filter(subject_id=found).exists():
            return found


def _erase_all(subject_id: UUID) -> None:
    """The account last: what hangs on its mail addresses is found by them."""
    for holding in sorted(personal_data.holdings(), key=lambda one: one.key == ACCOUNT):
        holding.erase(subject_id)


def _join(user_id: int, guests: UUID) -> bool:
    """Keep the guest's Subject when the account has no facts yet; otherwise merge the two.

    Not when either was erased, or joined, meanwhile.
    """
    own = User.objects.filter(pk=user_id).values_list("subject_id", flat=True).first()
    if own is None:
        return False
    # Nobody points at them meanwhile: one of the two is deleted.
    list(Subject.objects.select_for_update().filter(pk__in=[own, guests]).order_by("pk"))
    user = User.objects.select_for_update(no_key=True).filter(pk=user_id, subject_id=own).first()
    guest = Guest.objects.select_for_update(no_key=True).filter(subject_id=guests).first()
    if user is None or guest is None:
        return False
    guest.delete()
    if not has_facts(own):
        user.subject_id = guests
        user.save(update_fields=["subject"])
        hand_over(kept=guests, gone=own)
        Subject.objects.get(pk=own).delete()
        return True
    for merge in merging.merges():
        merge(own, guests)
    Subject.objects.get(pk=guests).delete()
    return True
