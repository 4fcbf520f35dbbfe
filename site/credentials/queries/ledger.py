"""Reads of the accreditation ledger: for a register's people, and for the person whose points they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Sum

from core.clock import BRUSSELS
from core.csv_file import csv_bytes
from credentials.models import HandOver, LedgerLine, Register, RegisterMember

COLUMNS = (
    "number",
    "name",
    "title",
    "accreditation_number",
    "certificate",
    "date",
    "minutes",
    "points",
    "correction",
    "period_from",
    "period_to",
)


@dataclass(frozen=True)
class PeriodTotal:
    """What a register got, and is still to get, of one period."""

    first: date
    last: date
    people: int
    handed_over: Decimal
    still_open: Decimal


@dataclass
class MyRegister:
    """A register as one of its members, or somebody who may become one, sees it."""

    register: Register
    number: str
    periods: list[PeriodTotal] = field(default_factory=list)


def hand_over_csv(receipt: HandOver) -> bytes:
    """The lines of a hand-over. Who was erased, or left the register, has no name and number in it."""
    lines = (
        LedgerLine.objects.filter(hand_over=receipt)
        .select_related("certificate__holder")
        .order_by("pk")
    )
    numbers = dict(
        RegisterMember.objects.filter(register_id=receipt.register_id).values_list(
            "subject_id", "number"
        )
    )
    return csv_bytes(COLUMNS, (_row(line, numbers) for line in lines))


def period_totals(register: Register) -> list[PeriodTotal]:
    """Per period, the newest first."""
    totals = (
        LedgerLine.objects.filter(register=register)
        .values("period_first", "period_last", handed=F("hand_over_id"))
        .annotate(points=Sum("points"))
        .order_by("-period_first")
    )
    people = dict(
        LedgerLine.objects.filter(register=register)
        .order_by()
        .values_list("period_first")
        .annotate(Count("certificate__subject_id", distinct=True))
    )
    return _by_period(totals, people)


def my_registers(subject_id: UUID) -> list[MyRegister]:
    """Every register that is offered, or of which this person is a member; three queries."""
    numbers = dict(
        RegisterMember.objects.filter(subject_id=subject_id).values_list("register_id", "number")
    )
    lines = defaultdict(list)
    for row in (
        LedgerLine.objects.filter(certificate__subject_id=subject_id)
        .values("register_id", "period_first", "period_last", handed=F("hand_over_id"))
        .annotate(points=Sum("points"))
        .order_by("-period_first")
    ):
        lines[row["register_id"]].append(row)
    return [
        MyRegister(each, numbers.get(each.pk, ""), _by_period(lines[each.pk], {}))
        for each in Register.objects.all()
        if each.is_open or each.pk in numbers
    ]


def _by_period(rows: Iterable[Mapping[str, Any]], people: dict[date, int]) -> list[PeriodTotal]:
    handed: dict[tuple[date, date], Decimal] = defaultdict(Decimal)
    still_open: dict[tuple[date, date], Decimal] = defaultdict(Decimal)
    for row in rows:
        period = row["period_first"], row["period_last"]
        (still_open if row["handed"] is None else handed)[period] += row["points"]
    return [
        PeriodTotal(first, last, people.get(first, 1), handed[first, last], still_open[first, last])
        for first, last in sorted({*handed, *still_open}, reverse=True)
    ]


def _row(line: LedgerLine, numbers: dict[UUID, str]) -> tuple[object, ...]:
    certificate = line.certificate
    number = numbers.get(certificate.subject_id, "")
    holder = getattr(certificate, "holder", None)
    return (
        number,
        holder.name if holder and number else "",
        certificate.title,
        line.accreditation_number,
        certificate.spaced_code,
        certificate.achieved_at.astimezone(BRUSSELS).date().isoformat(),
        certificate.minutes,
        # A number, not a text: the sign of a correction is no formula.
        line.points,
        "x" if line.is_correction else "",
        line.period_first.isoformat(),
        line.period_last.isoformat(),
    )
