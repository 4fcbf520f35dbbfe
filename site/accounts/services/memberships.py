"""Joining and leaving an organisation. Nobody is made a member by another: joining is one's own press."""

from datetime import datetime
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from accounts.enums import JoinedBy
from accounts.errors import NoSuchCode, NotOfferedToYou, TooManyTries
from accounts.joining_codes import read_joining_code
from accounts.models import Invitation, Membership, Organisation, Subject, User
from accounts.queries.organisations import confirmed_addresses, offered_to

WRONG_CODES_AN_HOUR = 10


def organisation_with_code(*, typed: str, subject_id: UUID, now: datetime) -> Organisation:
    """The organisation that gave out this code. Raises NoSuchCode, TooManyTries."""
    key = f"accounts:wrong-codes:{subject_id}:{now:%Y%m%d%H}"
    if cache.get(key, 0) >= WRONG_CODES_AN_HOUR:
        raise TooManyTries
    code = read_joining_code(typed)
    found = Organisation.objects.filter(joining_code=code, joins_by_code=True).first()
    if found is None:
        cache.set(key, cache.get(key, 0) + 1, timeout=3600)
        raise NoSuchCode
    return found


def join_by_code(*, user: User, typed: str, now: datetime) -> Membership:
    """A member of the organisation whose code this is; safe to repeat. Raises NoSuchCode, TooManyTries."""
    with transaction.atomic():
        organisation = organisation_with_code(typed=typed, subject_id=user.subject_id, now=now)
        return _join(user, organisation, JoinedBy.CODE, now)


def join_by_address(*, user: User, organisation: Organisation, now: datetime) -> Membership:
    """A member because a confirmed address was invited, or stands at the organisation's domain.

    Safe to repeat. Raises NotOfferedToYou.
    """
    with transaction.atomic():
        offer = next(
            (offer for offer in offered_to(user, now) if offer.organisation.pk == organisation.pk),
            None,
        )
        if offer is None:
            found = Membership.objects.filter(
                organisation=organisation, subject_id=user.subject_id
            ).first()
            if found is None:
                raise NotOfferedToYou
            return found
        return _join(user, organisation, offer.by, now)


def leave(*, subject_id: UUID, organisation: Organisation) -> bool:
    """From now on nobody there sees anything of this person; say whether they were a member."""
    gone, _ = Membership.objects.filter(subject_id=subject_id, organisation=organisation).delete()
    return bool(gone)


def remove_member(*, membership: Membership) -> None:
    """A contact person or a coordinator takes somebody off the list."""
    membership.delete()


def set_contact(*, membership: Membership, is_contact: bool) -> None:
    Membership.objects.filter(pk=membership.pk).update(is_contact=is_contact)


def set_reminders(*, subject_id: UUID, organisation: Organisation, wanted: bool) -> None:
    """Whether this member gets the organisation's reminders; its contact persons are not told."""
    Membership.objects.filter(subject_id=subject_id, organisation=organisation).update(
        wants_reminders=wanted
    )


def merge_memberships(kept: UUID, gone: UUID) -> None:
    """What one Subject was a member of, another is (see accounts.merging)."""
    own = Membership.objects.filter(subject_id=kept).values("organisation_id")
    Membership.objects.filter(
        subject_id=gone, organisation_id__in=list(own.values_list("organisation_id", flat=True))
    ).delete()
    Membership.objects.filter(subject_id=gone).update(subject_id=kept)


def _join(user: User, organisation: Organisation, by: str, now: datetime) -> Membership:
    """The membership there is, or a new one; an invitation to one of the addresses is answered by it."""
    # An erasure locks the Subject first too: it is over by then, or waits until we are.
    Subject.objects.select_for_update(no_key=True).get(pk=user.subject_id)
    if not User.objects.filter(pk=user.pk).exists():
        raise NotOfferedToYou
    invitations = Invitation.objects.filter(
        organisation=organisation, email__in=confirmed_addresses(user)
    )
    as_contact = invitations.open(now).filter(as_contact=True).exists()
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation,
        subject_id=user.subject_id,
        defaults={"joined_by": by, "joined_at": now, "is_contact": as_contact},
    )
    if as_contact and not is_new and not membership.is_contact:
        membership.is_contact = True
        membership.save(update_fields=["is_contact"])
    invitations.delete()
    return membership
