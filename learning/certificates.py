"""Which of a person's certificates speaks for a course at this moment."""

from collections.abc import Iterable
from uuid import UUID

from credentials.models import Certificate

from .completion import achievement_key


def newest_of(certificates: Iterable[Certificate], course_key: UUID) -> Certificate | None:
    """The newest certificate of a course that was not replaced, revoked or not; None without one."""
    key = achievement_key(course_key)
    found = [each for each in certificates if each.achievement_key == key]
    return max((each for each in found if each.superseded_at is None), key=_age, default=None)


def standing(certificates: Iterable[Certificate], course_key: UUID) -> Certificate | None:
    """The newest certificate of a course that is in force, ended or not; None without one."""
    return newest_of((each for each in certificates if each.is_in_force), course_key)


def _age(certificate: Certificate) -> tuple[int, int, int]:
    """An older one that was issued again under another name does not become the newest."""
    return certificate.achievement_version, certificate.renewal, certificate.edition
