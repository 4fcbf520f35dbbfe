"""Who may see an attempt: the person whose attempt it is, and nobody else. Who may mark again, and
who may bring questions in and take them out."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from accounts.models import User

from .errors import UnknownAttempt
from .models import Attempt


def attempt_of(*, public_id: UUID, subject_id: UUID) -> Attempt:
    """This person's attempt; raises UnknownAttempt for another's as for one that never was."""
    attempt = Attempt.objects.of(subject_id).select_related("quiz").filter(public_id=public_id)
    found = attempt.first()
    if found is None:
        raise UnknownAttempt
    return found


def may_start_regrade(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm("quizzes.start_regrade")


def may_decide_regrade(user: User | AnonymousUser) -> bool:
    return user.is_active and user.has_perm("quizzes.decide_regrade")


def may_see_regrades(user: User | AnonymousUser) -> bool:
    return may_start_regrade(user) or may_decide_regrade(user)


def may_see_whose(user: User | AnonymousUser) -> bool:
    """Names beside attempts: for coordinators. Others see the beginning of the attempt's number."""
    return user.is_active and user.has_perm("quizzes.see_people_regrade")


def may_grant_attempts(user: User | AnonymousUser) -> bool:
    """One attempt beyond the limit, for a person by name: for coordinators."""
    return user.is_active and user.has_perm("quizzes.grant_attempt")


def may_exchange_questions(user: User | AnonymousUser) -> bool:
    """Whoever may make and edit questions may bring them in and take them out."""
    return (
        user.is_active
        and user.has_perm("wagtailadmin.access_admin")
        and user.has_perm("quizzes.add_question")
        and user.has_perm("quizzes.change_question")
    )
