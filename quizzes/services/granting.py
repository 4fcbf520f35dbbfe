"""One attempt beyond the limit of a quiz, for one person and one occasion."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from outbox.services import send
from quizzes import counterparts
from quizzes.enums import GrantReason
from quizzes.errors import GrantedToOneself, NothingToGrant
from quizzes.limits import are_used_up
from quizzes.models import Attempt, GrantedAttempt, GrantNote

from .closing import close_overdue, locked_attempt


def grant_attempt(
    *, attempt: Attempt, number: int, reason: GrantReason, note: str, by_id: UUID, now: datetime
) -> GrantedAttempt:
    """Let whoever made this attempt take its quiz once more for the same occasion, beyond its limit.

    `number` says which grant for that occasion it is, the first or a later one: sent again, or by a
    second person who looked at the same screen, it is acknowledged with the one that is there. The person
    hears it by mail, in the same transaction.

    Raises GrantedToOneself; NothingToGrant when they passed, can go on, or have an attempt left.
    """
    with transaction.atomic():
        held = locked_attempt(attempt.pk)
        if held.subject_id == by_id:
            raise GrantedToOneself
        quizzes = counterparts.of(held.quiz_id)
        granted = GrantedAttempt.objects.of(
            held.subject_id, quizzes=quizzes, occasion=held.occasion
        )
        before = granted.count()
        if number <= before:
            return granted.order_by("number")[max(number, 1) - 1]
        taken = Attempt.objects.of(held.subject_id).filter(quiz__in=quizzes, occasion=held.occasion)
        for unfinished in taken.open():
            close_overdue(attempt_id=unfinished.pk, now=now)
        used_up = are_used_up(
            allowed=held.quiz.attempts_allowed,
            taken=taken.count(),
            taken_back=taken.taken_back().count(),
            granted=before,
        )
        if not used_up or taken.open().exists() or taken.closed().passed().exists():
            raise NothingToGrant
        found = GrantedAttempt.objects.create(
            subject_id=held.subject_id,
            quiz=held.quiz,
            occasion=held.occasion,
            number=before + 1,
            reason=reason,
            granted_by_id=by_id,
            granted_at=now,
        )
        if note.strip():
            GrantNote.objects.create(granted=found, text=note.strip())
        _tell(held, now)
    return found


def _tell(attempt: Attempt, now: datetime) -> None:
    """Neither the subject nor the text names the quiz: somebody else may be reading along."""
    person = User.objects.filter(subject_id=attempt.subject_id, is_active=True).first()
    if person is None:
        return
    with translation.override(person.language):
        address = f"{settings.SITE_URL}{reverse('quizzes:result', args=[attempt.public_id])}"
    send(
        to=person.email,
        template="quizzes/granted_attempt",
        context={"name": person.name, "address": address},
        language=person.language,
        subject_id=person.subject_id,
        now=now,
    )
