"""What people rated in self-assessments, ready to be compared. Names no one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from learning.self_assessment import Moment, rating_of, read_occasion, score
from quizzes.enums import AttemptState
from quizzes.models import Answer, Attempt, QuestionVersion
from quizzes.types.likert import Likert


@dataclass
class Rated:
    """One self-assessment that was handed in: the statements as they were, and the ratings by their id."""

    enrolment: UUID
    moment: Moment
    handed_in_at: datetime
    items: list[dict[str, Any]] = field(default_factory=list)
    ratings: dict[str, int] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """1 to 5; None as long as a statement was left open."""
        return score(self.ratings, self.items)

    @property
    def turned(self) -> dict[str, int]:
        """The rating of each statement, turned round where the statement is: more is surer."""
        return {
            item["id"]: rating_of(item, self.ratings[item["id"]])
            for item in self.items
            if item["id"] in self.ratings
        }


def rated(attempts: QuerySet[Attempt]) -> list[Rated]:
    """The self-assessments handed in among these attempts, the first of each occasion; three queries."""
    closed = attempts.exclude(state=AttemptState.OPEN).order_by("number", "pk")
    begun = list(closed.values_list("pk", "occasion", "submitted_at"))
    found: dict[int, Rated] = {}
    known: set[str] = set()
    for pk, occasion, handed_in_at in begun:
        read = read_occasion(occasion)
        if read and handed_in_at and occasion not in known:
            known.add(occasion)
            found[pk] = Rated(enrolment=read[1], moment=read[0], handed_in_at=handed_in_at)
    _fill(found)
    return list(found.values())


def _fill(found: dict[int, Rated]) -> None:
    """The newest answer to each question of statements, with the statements it was given to."""
    rows = (
        Answer.objects.filter(
            attempt_question__attempt__in=list(found),
            attempt_question__version__type=Likert.key,
        )
        .order_by("sequence")
        .values_list(
            "attempt_question__attempt_id",
            "attempt_question_id",
            "attempt_question__version_id",
            "response",
        )
    )
    newest = {
        question: (attempt, version, response) for attempt, question, version, response in rows
    }
    items = _items({version for _attempt, version, _response in newest.values()})
    for attempt, version, response in newest.values():
        found[attempt].items += items[version]
        found[attempt].ratings |= response.get("ratings", {})


def _items(versions: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    rows = QuestionVersion.objects.filter(pk__in=list(versions)).values_list("pk", "body")
    return {pk: body["items"] for pk, body in rows}
