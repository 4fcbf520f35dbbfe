"""What people did at quizzes with a limit, for whoever says who waits for one more attempt."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q

from .enums import AttemptState
from .limits import are_used_up
from .models import Attempt, GrantedAttempt


@dataclass(frozen=True)
class Sittings:
    """One person's attempts at one quiz for one occasion, none of which is a pass."""

    subject_id: UUID
    occasion: str
    quiz_id: int
    allowed: int
    taken: int
    under_way: int
    taken_back: int
    granted: int
    newest: int
    last: datetime | None


def unpassed_sittings() -> list[Sittings]:
    """Of everyone with an account, at every quiz with a limit; three queries."""
    passed = Q(regraded_passed=True) | Q(regraded_passed=None, passed=True)
    rows = (
        Attempt.objects.filter(quiz__attempts_allowed__isnull=False, subject__user__is_active=True)
        .order_by()
        .values_list("subject_id", "occasion", "quiz_id", "quiz__attempts_allowed")
        .annotate(
            passes=Count("pk", filter=passed),
            taken=Count("pk"),
            under_way=Count("pk", filter=Q(state=AttemptState.OPEN)),
            newest=Max("pk"),
            last=Max("submitted_at"),
        )
        .filter(passes=0)
    )
    taken_back = Counter(
        (subject, occasion, quiz)
        for _pk, subject, occasion, quiz in Attempt.objects.taken_back().values_list(
            "pk", "subject_id", "occasion", "quiz_id"
        )
    )
    granted = Counter(
        GrantedAttempt.objects.order_by().values_list("subject_id", "occasion", "quiz_id")
    )
    return [
        Sittings(
            subject_id=subject,
            occasion=occasion,
            quiz_id=quiz,
            allowed=allowed,
            taken=taken,
            under_way=under_way,
            taken_back=taken_back[subject, occasion, quiz],
            granted=granted[subject, occasion, quiz],
            newest=newest,
            last=last,
        )
        for subject, occasion, quiz, allowed, _passes, taken, under_way, newest, last in rows
    ]


def wait_for_a_grant(together: Iterable[Sittings]) -> bool:
    """Whether nothing is left at quizzes that count as one; the one taken last says how many it allows."""
    found = sorted(together, key=lambda each: each.newest)
    return not any(each.under_way for each in found) and are_used_up(
        allowed=found[-1].allowed,
        taken=sum(each.taken for each in found),
        taken_back=sum(each.taken_back for each in found),
        granted=sum(each.granted for each in found),
    )
