"""Who does not want which mails."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from . import kinds
from .models import HandedOver, RefusedMail


@dataclass(frozen=True)
class Choice:
    """One kind of mail that may be refused, and whether this person gets it."""

    key: str
    title: str
    about: str
    wanted: bool


def choices_of(subject_id: UUID) -> list[Choice]:
    """Every kind that may be refused; one query."""
    refused = set(RefusedMail.objects.filter(subject_id=subject_id).values_list("kind", flat=True))
    return [
        Choice(kind.key, str(kind.title), str(kind.about), kind.key not in refused)
        for kind in kinds.all_kinds()
        if kind.is_optional
    ]


def always_sent() -> list[Choice]:
    """Every kind that nobody can refuse, with the reason."""
    return [
        Choice(kind.key, str(kind.title), str(kind.about), wanted=True)
        for kind in kinds.all_kinds()
        if not kind.is_optional
    ]


def is_wanted(subject_id: UUID | None, kind: str) -> bool:
    """Whether a mail of this kind may be sent; no query for one that nobody can refuse."""
    if subject_id is None or kinds.optional_kind(kind) is None:
        return True
    return not RefusedMail.objects.filter(subject_id=subject_id, kind=kind).exists()


def refused_by(kind: str) -> QuerySet:
    """The ids of the Subjects who do not want this kind, for who asks about many at once."""
    return RefusedMail.objects.filter(kind=kind).values("subject_id")


def present_subject(subject_id: UUID) -> UUID:
    """The Subject to whom this one was handed over meanwhile, or itself."""
    found = HandedOver.objects.filter(gone=subject_id).values_list("kept", flat=True).first()
    return found or subject_id
