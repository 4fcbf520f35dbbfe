"""The names behind Subjects: for mails and for the coordinators' list."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import Guest, Subject, User


@dataclass(frozen=True)
class Person:
    """Whom a mail goes to, in their own language."""

    subject_id: UUID
    name: str
    email: str
    language: str
    is_guest: bool


def person(subject_id: UUID) -> Person | None:
    """The person behind a Subject; None once erased. An account goes before a guest."""
    wanted = ("name", "email", "language")
    account = User.objects.filter(subject_id=subject_id).values_list(*wanted).first()
    guest = None
    if account is None:
        guest = Guest.objects.filter(subject_id=subject_id).values_list(*wanted).first()
    found = account or guest
    if found is None:
        return None
    name, email, language = found
    return Person(subject_id, name, email, language, is_guest=account is None)


def person_with(account: User) -> Person:
    """The same for an account at hand, without a query."""
    return Person(account.subject_id, account.name, account.email, account.language, is_guest=False)


def person_of(subject: Subject) -> Person | None:
    """The same for a Subject fetched with its user and guest."""
    found: User | Guest | None = getattr(subject, "user", None) or getattr(subject, "guest", None)
    if found is None:
        return None
    return Person(subject.pk, found.name, found.email, found.language, isinstance(found, Guest))
