"""What the ledger of a register is to become: read from certificates and rules, written by the service."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from core.clock import BRUSSELS
from credentials.models import Certificate, LedgerLine, Register, RegisterMember
from credentials.periods import period_of
from credentials.points import Rule, points_of, rule_for

# One achievement of one person, in all its editions.
Chain = tuple[UUID, str, int, int]
SETTLED = (
    "certificate_id",
    "points",
    "is_correction",
    "accreditation_number",
    "period_first",
    "period_last",
)


@dataclass
class Changes:
    """Lines that are to be written, or written anew, and lines that are due no more. None is handed over."""

    to_write: list[LedgerLine] = field(default_factory=list)
    to_delete: list[LedgerLine] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.to_write) + len(self.to_delete)


def changes_due(register: Register, now: datetime) -> Changes:
    """What counting would change at this moment; nothing is written here. Three queries."""
    rules = [each.rule for each in register.accreditations.all()]
    members = RegisterMember.objects.filter(register=register).values("subject_id")
    newest = {_chain(each): each for each in _certificates_of(members)}
    written: dict[Chain, list[LedgerLine]] = defaultdict(list)
    for line in LedgerLine.objects.filter(register=register).select_related("certificate"):
        written[_chain(line.certificate)].append(line)
    changes = Changes()
    for chain, certificate in newest.items():
        _settle(changes, register, certificate, rules, written.pop(chain, []), now)
    for lines in written.values():
        # Of people who left the register, or were erased.
        changes.to_delete += [line for line in lines if line.hand_over_id is None]
    return changes


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
    changes: Changes,
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
            changes.to_delete.append(open_line)
        return
    line = open_line or LedgerLine(register=register, written_at=now)
    before = [getattr(line, name) for name in SETTLED]
    period = period_of(day, start=register.period_start, months=register.period_months)
    line.certificate = certificate
    line.points, line.is_correction = missing, bool(handed)
    line.accreditation_number = (rule and rule.number) or certificate.accreditation_number
    line.period_first, line.period_last = period.first, period.last
    if handed:
        # A correction goes where the first line went.
        line.accreditation_number = handed[0].accreditation_number
        line.period_first, line.period_last = handed[0].period_first, handed[0].period_last
    if open_line is None or before != [getattr(line, name) for name in SETTLED]:
        changes.to_write.append(line)


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
