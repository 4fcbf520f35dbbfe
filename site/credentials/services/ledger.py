"""The accreditation ledger: count points, and hand them over once."""

import hashlib
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.services import is_still_here
from credentials.errors import NothingToHandOver, RegisterClosed
from credentials.models import HandOver, LedgerLine, Register, RegisterMember
from credentials.queries.due import changes_due
from credentials.queries.ledger import hand_over_csv


def join_register(*, register_id: int, subject_id: UUID, number: str) -> RegisterMember:
    """Note the number under which a person wants points to be counted; a second time corrects it.

    Raises RegisterClosed, also for an account that was erased meanwhile.
    """
    with transaction.atomic():
        if not is_still_here(subject_id):
            raise RegisterClosed
        found = RegisterMember.objects.filter(
            register_id=register_id, subject_id=subject_id
        ).first()
        if found is None:
            if not Register.objects.filter(pk=register_id, is_open=True).exists():
                raise RegisterClosed
            return RegisterMember.objects.create(
                register_id=register_id, subject_id=subject_id, number=number
            )
        found.number = number
        found.save(update_fields=["number"])
    return found


def leave_register(*, register_id: int, subject_id: UUID) -> None:
    """Forget the number: nothing more is handed over of this person. Safe to repeat."""
    with transaction.atomic():
        Register.objects.select_for_update(no_key=True).get(pk=register_id)
        RegisterMember.objects.filter(register_id=register_id, subject_id=subject_id).delete()
        LedgerLine.objects.filter(
            register_id=register_id, certificate__subject_id=subject_id, hand_over=None
        ).delete()


def count_points(*, now: datetime) -> None:
    """Bring every register up to date. Called by the clock."""
    for register in Register.objects.all():
        bring_up_to_date(register=register, now=now)


def bring_up_to_date(*, register: Register, now: datetime) -> None:
    """Write the lines that are due, and change those that were not handed over yet. Safe to repeat."""
    with transaction.atomic():
        locked = Register.objects.select_for_update(no_key=True).get(pk=register.pk)
        changes = changes_due(locked, now)
        for line in changes.to_delete:
            line.delete()
        for line in changes.to_write:
            line.save()


def hand_over(*, register: Register, handed_over_by_id: UUID, now: datetime) -> HandOver:
    """Close every open line of this register with a receipt; each line goes once.

    Raises NothingToHandOver. Two at once: the second finds nothing left.
    """
    with transaction.atomic():
        bring_up_to_date(register=register, now=now)
        lines = list(LedgerLine.objects.filter(register=register, hand_over=None))
        if not lines:
            raise NothingToHandOver
        receipt = HandOver.objects.create(
            register=register,
            handed_over_by_id=handed_over_by_id,
            handed_over_at=now,
            line_count=len(lines),
            points=sum((line.points for line in lines), Decimal(0)),
            sha256="",
        )
        LedgerLine.objects.filter(pk__in=[line.pk for line in lines]).update(hand_over=receipt)
        receipt.sha256 = hashlib.sha256(hand_over_csv(receipt)).hexdigest()
        receipt.save(update_fields=["sha256"])
    return receipt
