"""Reads about people."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import ForeignObjectRel

from accounts.models import Guest, Subject, User
from core import personal_data


@dataclass(frozen=True)
class HeldAboutYou:
    """One line of the register of processing, with how much of it there is about one person."""

    what: str
    why: str
    kept: str
    count: int


def has_facts(subject_id: UUID) -> bool:
    """Whether anything beside an account or a guest points at this Subject."""
    return any(
        relation.related_model._default_manager.filter(**{relation.field.name: subject_id}).exists()
        for relation in Subject._meta.get_fields(include_hidden=True)
        if isinstance(relation, ForeignObjectRel) and relation.related_model not in (User, Guest)
    )


def held_about(subject_id: UUID) -> list[HeldAboutYou]:
    """What every app may hold about this person, and how much it does, in the register's order."""
    return [
        HeldAboutYou(
            what=str(holding.what),
            why=str(holding.why),
            kept=str(holding.kept),
            count=len(holding.export(subject_id)),
        )
        for holding in personal_data.holdings()
    ]


def copy_of(subject_id: UUID) -> dict[str, object]:
    """Everything held about this person, as plain values."""
    return {
        holding.key: {
            "what": str(holding.what),
            "why": str(holding.why),
            "kept": str(holding.kept),
            "rows": holding.export(subject_id),
        }
        for holding in personal_data.holdings()
    }
