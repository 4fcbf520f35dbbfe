"""Who may see an attempt: the person whose attempt it is, and nobody else."""

from uuid import UUID

from .errors import UnknownAttempt
from .models import Attempt


def attempt_of(*, public_id: UUID, subject_id: UUID) -> Attempt:
    """This person's attempt; raises UnknownAttempt for another's as for one that never was."""
    attempt = Attempt.objects.of(subject_id).select_related("quiz").filter(public_id=public_id)
    found = attempt.first()
    if found is None:
        raise UnknownAttempt
    return found
