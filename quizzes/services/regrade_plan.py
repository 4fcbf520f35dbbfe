"""What marking again would do: worked out, nothing written. The dry run and the deed read the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from quizzes import scoring
from quizzes.models import Answer, Attempt, AttemptQuestion, QuestionVersion
from quizzes.regrading import Version, marked_by, order_in

from .closing import decimal


@dataclass(frozen=True)
class Target:
    """The version by which a question is marked from now on, and the stated rule for vanished ids."""

    version: QuestionVersion
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionPlan:
    question: AttemptQuestion
    to_version: QuestionVersion
    mark_before: Decimal
    mark_after: Fraction | None
    response: dict[str, Any] | None
    order: list[str]
    skipped: str


@dataclass(frozen=True)
class AttemptPlan:
    """What marking again would make of one attempt; `passed_after` is what the marks say."""

    attempt: Attempt
    questions: list[QuestionPlan]
    score_before: Decimal
    passed_before: bool
    score_after: Decimal
    passed_after: bool

    @property
    def gains_pass(self) -> bool:
        return self.passed_after and not self.passed_before

    @property
    def loses_pass(self) -> bool:
        return self.passed_before and not self.passed_after

    @property
    def changes(self) -> bool:
        return self.score_before != self.score_after or self.gains_pass or self.loses_pass


def version_of(version: QuestionVersion) -> Version:
    return Version(version.type, version.body)


def affected(
    *, targets: Sequence[Target], quiz_id: int | None, closed_until: datetime
) -> QuerySet[Attempt]:
    """Closed attempts in which an answer is marked by another version than the target's.

    What has no mark, a self-assessment, is not marked again either.
    """
    older = Q()
    for target in targets:
        older |= Q(version__question=target.version.question_id) & ~Q(marked_by=target.version.pk)
    asked = (
        AttemptQuestion.objects.filter(attempt=OuterRef("pk"))
        .annotate(marked_by=Coalesce("regraded_version_id", "version_id"))
        .filter(older)
        .exclude(mark=None, regraded_mark=None)
    )
    attempts = Attempt.objects.closed().filter(Exists(asked), submitted_at__lte=closed_until)
    return attempts.filter(quiz=quiz_id) if quiz_id else attempts


def plan(*, targets: Sequence[Target], attempts: Sequence[Attempt]) -> list[AttemptPlan]:
    """What marking again would make of each of these attempts, in three queries."""
    by_question = {target.version.question_id: target for target in targets}
    asked: dict[int, list[AttemptQuestion]] = defaultdict(list)
    rows = AttemptQuestion.objects.filter(attempt__in=[attempt.pk for attempt in attempts])
    for question in rows.select_related("version", "regraded_version").order_by("position"):
        asked[question.attempt_id].append(question)
    newest = {
        answer.attempt_question_id: answer
        for answer in Answer.objects.filter(
            attempt_question__attempt__in=[attempt.pk for attempt in attempts],
            attempt_question__version__question__in=by_question,
        )
        .select_related("typed_text")
        .order_by("sequence")
    }
    return [_plan(attempt, asked[attempt.pk], newest, by_question) for attempt in attempts]


def _plan(
    attempt: Attempt,
    asked: Sequence[AttemptQuestion],
    newest: Mapping[int, Answer],
    targets: Mapping[int, Target],
) -> AttemptPlan:
    marks, questions = [], []
    for question in asked:
        if question.mark_now is None:
            continue
        mark = scoring.exact(question.mark_now)
        target = targets.get(question.version.question_id)
        if target and target.version.pk != question.version_now.pk:
            change = _question_plan(question, newest.get(question.pk), target)
            questions.append(change)
            mark = mark if change.mark_after is None else change.mark_after
        marks.append(mark)
    score = scoring.total(marks) if marks else None
    return AttemptPlan(
        attempt=attempt,
        questions=questions,
        score_before=attempt.score_now or Decimal(0),
        passed_before=bool(attempt.passed_now),
        score_after=Decimal(0) if score is None else decimal(score),
        passed_after=scoring.passes(score=score, pass_mark=attempt.pass_mark),
    )


def _question_plan(
    question: AttemptQuestion, answer: Answer | None, target: Target
) -> QuestionPlan:
    """Answers keep the ids of the version they were given to, whatever regrades came between."""
    old, new = version_of(question.version), version_of(target.version)
    found = marked_by(old, new, answer.given if answer else None, target.mapping)
    return QuestionPlan(
        question=question,
        to_version=target.version,
        mark_before=question.mark_now or Decimal(0),
        mark_after=found.mark,
        response=found.response,
        order=order_in(old, new, question.order, target.mapping),
        skipped=found.skipped,
    )
