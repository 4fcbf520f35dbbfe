"""What the screens of a regrade show: the dry run, and what became of one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from . import regrading
from .enums import Skipped
from .models import (
    Attempt,
    AttemptQuestion,
    Question,
    QuestionVersion,
    Quiz,
    Regrade,
    RegradedAttempt,
    RegradedQuestion,
)
from .screens import percentage
from .services.regrade_plan import AttemptPlan, Target, affected, plan

AT_ONCE = 500
LOSES, GAINS, LOWER, HIGHER = "loses", "gains", "lower", "higher"
# The most pressing first.
EFFECTS = {
    LOSES: _("would lose the pass"),
    GAINS: _("gains the pass"),
    LOWER: _("lower score"),
    HIGHER: _("higher score"),
}


@dataclass(frozen=True)
class Line:
    """What changes for one attempt. `who` is a name for those who may see it, otherwise a code."""

    attempt_code: str
    who: str
    quiz: str
    number: int
    before: str
    after: str
    effect: str
    regraded_id: int | None = None
    decision: str = ""
    decided_at: datetime | None = None

    @property
    def words(self) -> str:
        return str(EFFECTS.get(self.effect, ""))


@dataclass(frozen=True)
class Vanished:
    """Something that could be chosen and cannot be any more, and what could stand for it."""

    id: str
    words: str
    choices: list[tuple[str, str]]


@dataclass
class DryRun:
    """What marking again would do at this moment; nothing has been written."""

    attempts: int = 0
    lines: list[Line] = field(default_factory=list)
    erased: int = 0
    unmapped: int = 0

    @property
    def gains(self) -> int:
        return sum(line.effect == GAINS for line in self.lines)

    @property
    def loses(self) -> int:
        return sum(line.effect == LOSES for line in self.lines)

    @property
    def unchanged(self) -> int:
        return self.attempts - len(self.lines)


@dataclass(frozen=True)
class RegradeScreen:
    """One regrade: what it did, and what waits for a decision."""

    regrade: Regrade
    title: str
    by: str
    note: str
    done: int
    left: int
    erased: int
    unmapped: int
    undecided: list[Line]
    changed: list[Line]


@dataclass(frozen=True)
class RegradeLine:
    regrade: Regrade
    title: str
    attempts: int
    undecided: int


def versions_to_choose(question: Question) -> QuerySet[QuestionVersion]:
    """The versions that came after the oldest one by which a finished attempt is marked."""
    used = (
        AttemptQuestion.objects.filter(
            version__question=question, attempt__submitted_at__isnull=False
        )
        .annotate(marked_by=Coalesce("regraded_version__number", "version__number"))
        .order_by("marked_by")
        .values_list("marked_by", flat=True)
        .first()
    )
    if used is None:
        return question.versions.none()
    return question.versions.filter(number__gt=used).order_by("-number")


def targets_of_quiz(quiz: Quiz) -> list[Target]:
    """The newest version of every question of which this quiz's finished attempts know an older one."""
    asked = AttemptQuestion.objects.filter(attempt__quiz=quiz, attempt__submitted_at__isnull=False)
    newest = (
        QuestionVersion.objects.filter(question__in=asked.values("version__question"))
        .values("question")
        .annotate(newest=Max("number"))
    )
    targets = []
    for row in newest.order_by("question"):
        older = asked.filter(version__question=row["question"]).annotate(
            marked_by=Coalesce("regraded_version__number", "version__number")
        )
        if older.filter(marked_by__lt=row["newest"]).exists():
            targets.append(
                Target(
                    QuestionVersion.objects.select_related("question").get(
                        question=row["question"], number=row["newest"]
                    )
                )
            )
    return targets


def vanished(target: Target, *, quiz: Quiz | None, closed_until: datetime) -> list[Vanished]:
    """What the answers of the attempts concerned may name and the version no longer has."""
    attempts = affected(
        targets=[target], quiz_id=quiz.pk if quiz else None, closed_until=closed_until
    )
    older = QuestionVersion.objects.filter(
        question=target.version.question_id, attempt_questions__attempt__in=attempts
    ).distinct()
    found: dict[str, str] = {}
    for version in older:
        found |= regrading.vanished(version.body, target.version.body)
    choices = [
        (key, words) for key, words in regrading.wordings(target.version.body).items() if words
    ]
    return [Vanished(key, words, choices) for key, words in found.items()]


def dry_run(
    *, targets: Sequence[Target], quiz: Quiz | None, closed_until: datetime, see_people: bool
) -> DryRun:
    """Who would gain or lose what, the most pressing first."""
    found = DryRun()
    plans: list[AttemptPlan] = []
    for line in _plans(targets, quiz, closed_until):
        found.attempts += 1
        skipped = {change.skipped for change in line.questions}
        found.erased += Skipped.ERASED in skipped
        found.unmapped += Skipped.UNMAPPED in skipped
        if line.changes:
            plans.append(line)
    names = _names([line.attempt.subject_id for line in plans]) if see_people else {}
    found.lines = sorted(
        (
            Line(
                attempt_code=code_of(line.attempt),
                who=names.get(line.attempt.subject_id, ""),
                quiz=line.attempt.quiz.title,
                number=line.attempt.number,
                before=_percent(line.score_before),
                after=_percent(line.score_after),
                effect=_effect(
                    line.passed_before, line.passed_after, line.score_before, line.score_after
                ),
            )
            for line in plans
        ),
        key=lambda line: (list(EFFECTS).index(line.effect), line.who, line.attempt_code),
    )
    return found


def regrades() -> list[RegradeLine]:
    """Every regrade, the newest first, in four queries whatever their number."""
    rows = (
        Regrade.objects.select_related("quiz")
        .prefetch_related("targets__version__question")
        .annotate(count=Count("attempts"))
    )
    undecided = dict(
        RegradedAttempt.objects.undecided()
        .order_by()
        .values_list("regrade")
        .annotate(count=Count("pk"))
    )
    return [RegradeLine(row, title_of(row), row.count, undecided.get(row.pk, 0)) for row in rows]


def regrade_screen(regrade: Regrade, *, see_people: bool) -> RegradeScreen:
    """What it did so far, and whose pass waits for a decision."""
    rows = list(regrade.attempts.select_related("attempt__quiz").order_by("pk"))
    names = _names([row.attempt.subject_id for row in rows]) if see_people else {}
    waiting = set(RegradedAttempt.objects.undecided().values_list("pk", flat=True))
    skipped = RegradedQuestion.objects.filter(regraded__regrade=regrade)
    targets = [
        Target(row.version, row.mapping) for row in regrade.targets.select_related("version")
    ]
    left = (
        0
        if regrade.finished_at
        else affected(targets=targets, quiz_id=regrade.quiz_id, closed_until=regrade.closed_until)
        .exclude(regrades__regrade=regrade)
        .count()
    )
    return RegradeScreen(
        regrade=regrade,
        title=title_of(regrade),
        by=_names([regrade.started_by_id]).get(regrade.started_by_id, ""),
        note=regrade.note.text if hasattr(regrade, "note") else "",
        done=len(rows),
        left=left,
        erased=skipped.filter(skipped=Skipped.ERASED).count(),
        unmapped=skipped.filter(skipped=Skipped.UNMAPPED).count(),
        undecided=[_line(row, names) for row in rows if row.pk in waiting],
        changed=[
            _line(row, names)
            for row in rows
            if row.pk not in waiting
            and (row.score_before, row.passed_before) != (row.score_after, row.passed_after)
        ],
    )


def title_of(regrade: Regrade) -> str:
    """The keys of the questions; with a quiz, its title before them."""
    keys = ", ".join(target.version.question.key for target in regrade.targets.all())
    return f"{regrade.quiz.title}: {keys}" if regrade.quiz else keys


def code_of(attempt: Attempt) -> str:
    """The beginning of the attempt's own number: tells attempts apart and nobody who made them."""
    return str(attempt.public_id)[:8]


def _plans(
    targets: Sequence[Target], quiz: Quiz | None, closed_until: datetime
) -> Iterator[AttemptPlan]:
    if not targets:
        return
    attempts = affected(
        targets=targets, quiz_id=quiz.pk if quiz else None, closed_until=closed_until
    )
    ids = list(attempts.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = Attempt.objects.filter(pk__in=ids[start : start + AT_ONCE]).select_related("quiz")
        yield from plan(targets=targets, attempts=list(some))


def _line(row: RegradedAttempt, names: Mapping[UUID, str]) -> Line:
    return Line(
        attempt_code=code_of(row.attempt),
        who=names.get(row.attempt.subject_id, ""),
        quiz=row.attempt.quiz.title,
        number=row.attempt.number,
        before=_percent(row.score_before),
        after=_percent(row.score_after),
        effect=_effect(row.passed_before, row.passed_after, row.score_before, row.score_after),
        regraded_id=row.pk,
        decision=row.get_decision_display() if row.decision else "",
        decided_at=row.decided_at,
    )


def _effect(passed_before: bool, passed_after: bool, before: Decimal, after: Decimal) -> str:
    if passed_before != passed_after:
        return GAINS if passed_after else LOSES
    return LOWER if after < before else HIGHER


def _percent(score: Decimal) -> str:
    return percentage(score * 100)


def _names(subject_ids: Sequence[UUID]) -> dict[UUID, str]:
    return dict(User.objects.filter(subject_id__in=subject_ids).values_list("subject_id", "name"))
