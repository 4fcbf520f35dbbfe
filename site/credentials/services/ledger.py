"""The accreditation ledger: count points, and hand them over once."""

import hashlib
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Subject
from core.clock import BRUSSELS
from credentials.errors import NothingToHandOver, RegisterClosed
from credentials.models import Certificate, HandOver, LedgerLine, Register, RegisterMember
from credentials.periods import period_of
from credentials.points import Rule, points_of, rule_for
from credentials.queries.ledger import hand_over_csv

# One achievement of one person, in all its editions.
Chain = tuple[UUID, str, int, int]


def join_register(*, register_id: int, subject_id: UUID, number: str) -> RegisterMember:
    """Note the number under which a person wants points to be counted; a second time corrects it."""
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
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
        Register.objects.select_for_update(no_key=True).get(pk=register.pk)
        rules = [each.rule for each in register.accreditations.all()]
        members = RegisterMember.objects.filter(register=register).values("subject_id")
        newest = {_chain(each): each for each in _certificates_of(members)}
        written: dict[Chain, list[LedgerLine]] = defaultdict(list)
        for line in LedgerLine.objects.filter(register=register).select_related("certificate"):
            written[_chain(line.certificate)].append(line)
        for chain, certificate in newest.items():
            _settle(register, certificate, rules, written.pop(chain, []), now)
        for lines in written.values():
            # Of people who left the register, or were erased.
            for line in lines:
                if line.hand_over_id is None:
                    line.delete()


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


def _certificates_of(members: QuerySet) -> list[Certificate]:
    """The newest edition of every achievement of these people; later editions come last."""
    return list(
        Certificate.objects.filter(subject_id__in=members, demonstration=False).order_by("edition")
    )


def _chain(certificate: Certificate) -> Chain:
    return (
        certificate.subject_id,
        certificate.achievement_key,
        certificate.achievement_version,
        certificate.renewal,
    )


def _settle(
    register: Register,
    certificate: Certificate,
    rules: list[Rule],
    lines: list[LedgerLine],
    now: datetime,
) -> None:
    """Make what was handed over and the open line together come to what is due."""
    day = certificate.achieved_at.astimezone(BRUSSELS).date()
    rule = rule_for(rules, certificate.achievement_key, day)
    handed = [line for line in lines if line.hand_over_id]
    missing = _due(register, certificate, rule) - sum((each.points for each in handed), Decimal(0))
    open_line = next((line for line in lines if line.hand_over_id is None), None)
    if missing == 0:
        if open_line:
            open_line.delete()
        return
    line = open_line or LedgerLine(register=register, written_at=now)
    period = period_of(day, start=register.period_start, months=register.period_months)
    line.certificate = certificate
    line.points, line.is_correction = missing, bool(handed)
    line.accreditation_number = (rule and rule.number) or certificate.accreditation_number
    line.period_first, line.period_last = period.first, period.last
    if handed:
        # A correction goes where the first line went.
        line.accreditation_number = handed[0].accreditation_number
        line.period_first, line.period_last = handed[0].period_first, handed[0].period_last
    line.save()


def _due(register: Register, certificate: Certificate, rule: Rule | None) -> Decimal:
    if rule is None or certificate.revoked_at:
        return Decimal(0)
    return points_of(
        rule,
        minutes=certificate.minutes,
        renewal_minutes=certificate.renewal_minutes,
        per_hour=register.points_per_hour,
        step=register.step,
    )
