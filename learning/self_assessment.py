"""The self-assessment of a course: how sure learners feel, before it, after it and three months later.

Voluntary: it opens and completes nothing. No database.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from .completion import Done

OCCASION = "self-assessment:"
LATER_AFTER = timedelta(days=91)
# Whoever was not asked by then (a long stop of the site) is not asked any more.
ASKED_UNTIL = timedelta(days=150)
LINK_LASTS = timedelta(days=60)
LOWEST, HIGHEST = 1, 5


class Moment(models.TextChoices):
    BEFORE = "before", _("before the first lesson")
    AFTER = "after", _("after the last lesson")
    LATER = "later", _("three months later")


def occasion_of(enrolment: UUID, moment: Moment) -> str:
    """The word by which an attempt knows of which enrolment it is, and when it was taken."""
    return f"{OCCASION}{moment}:{enrolment}"


def read_occasion(occasion: str) -> tuple[Moment, UUID] | None:
    """Moment and enrolment; None for an attempt that was begun for something else."""
    if not occasion.startswith(OCCASION):
        return None
    moment, _colon, enrolment = occasion.removeprefix(OCCASION).partition(":")
    return Moment(moment), UUID(enrolment)


def open_moment(*, done: Done, is_completed: bool, taken: Collection[str]) -> Moment | None:
    """Which one a learner may take by themselves now. The third comes by mail.

    The first one closes with the first lesson: afterwards it would not be a "before" any more.
    """
    if is_completed:
        return None if Moment.AFTER in taken else Moment.AFTER
    begun = bool(done.lessons or done.quizzes)
    return None if begun or Moment.BEFORE in taken else Moment.BEFORE


def score(ratings: Mapping[str, int], items: Collection[Mapping]) -> float | None:
    """The mean of all statements, 1 to 5; those put the other way round count as 6 less the rating.

    None as long as a statement was left open: means over different statements cannot be compared.
    """
    if not items or any(item["id"] not in ratings for item in items):
        return None
    return sum(rating_of(item, ratings[item["id"]]) for item in items) / len(items)


def rating_of(item: Mapping, rating: int) -> int:
    """The rating of one statement, turned round where the statement is."""
    return LOWEST + HIGHEST - rating if item.get("reversed") else rating
