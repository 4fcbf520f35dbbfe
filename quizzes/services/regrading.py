"""Marking finished attempts again after a correction. Never by itself: a person starts it, with a reason.

The start is one short transaction; the attempts follow in the background, each in a transaction of its
own in which the listeners of `quizzes.outcomes` are told, so that a gained pass and its certificate are
true together. A worker that dies leaves whole attempts behind, and the clock goes on with the rest.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.later import later
from quizzes import outcomes
from quizzes.enums import Decision, RegradeReason
from quizzes.errors import AlreadyDecided, NothingToRegrade, RegradeRunning
from quizzes.models import (
    Attempt,
    AttemptQuestion,
    Question,
    Quiz,
    Regrade,
    RegradedAttempt,
    RegradedQuestion,
    RegradeNote,
    RegradeTarget,
)

from .closing import decimal, locked_attempt
from .regrade_mail import tell_of_gained_pass, tell_of_lost_pass
from .regrade_plan import AttemptPlan, Target, affected, plan
from .tallying import add_sittings


def start_regrade(
    *,
    public_id: UUID,
    targets: Sequence[Target],
    quiz: Quiz | None,
    reason: RegradeReason,
    note: str,
    by_id: UUID,
    closed_until: datetime,
    now: datetime,
) -> Regrade:
    """Record the decision and hand the work on; the same `public_id` again gives the regrade there is.

    Only attempts closed by `closed_until`, the moment of the dry run, are part of it. Raises
    RegradeRunning when another one about the same question has not finished, and NothingToRegrade.
    """
    with transaction.atomic():
        questions = sorted(target.version.question_id for target in targets)
        list(
            Question.objects.select_for_update(no_key=True).filter(pk__in=questions).order_by("pk")
        )
        found = Regrade.objects.filter(public_id=public_id).first()
        if found is not None:
            return found
        unfinished = RegradeTarget.objects.filter(regrade__finished_at=None)
        if unfinished.filter(version__question__in=questions).exists():
            raise RegradeRunning
        if not affected(
            targets=targets, quiz_id=quiz.pk if quiz else None, closed_until=closed_until
        ).exists():
            raise NothingToRegrade
        regrade = Regrade.objects.create(
            public_id=public_id,
            quiz=quiz,
            reason=reason,
            started_by_id=by_id,
            started_at=now,
            closed_until=min(closed_until, now),
        )
        RegradeTarget.objects.bulk_create(
            RegradeTarget(regrade=regrade, version=target.version, mapping=dict(target.mapping))
            for target in targets
        )
        if note.strip():
            RegradeNote.objects.create(regrade=regrade, text=note.strip())
        later("quizzes.tasks.carry_out_regrade", regrade.pk)
    return regrade


def carry_out_regrade(*, regrade_id: int, now: datetime) -> int:
    """Mark what a regrade has not marked yet, each attempt in its own transaction; say how many.

    Safe to repeat, also from two workers. One attempt that fails holds up no other: what went wrong is
    raised together at the end, and the regrade stays unfinished for its next turn.
    """
    regrade = Regrade.objects.select_related("quiz").get(pk=regrade_id)
    targets = targets_of(regrade)
    if regrade.finished_at is not None:
        return 0
    waiting = affected(
        targets=targets, quiz_id=regrade.quiz_id, closed_until=regrade.closed_until
    ).exclude(regrades__regrade=regrade)
    done, failures = 0, []
    for attempt_id in list(waiting.order_by("pk").values_list("pk", flat=True)):
        try:
            done += regrade_attempt(
                regrade=regrade, targets=targets, attempt_id=attempt_id, now=now
            )
        except Exception as failure:  # raised again below, with the others
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Some attempts could not be marked again.", failures)
    Regrade.objects.filter(pk=regrade_id, finished_at=None).update(finished_at=now)
    return done


def carry_out_waiting(*, now: datetime) -> int:
    """Go on with what a worker left behind; say how many attempts were marked. Called by the clock.

    A regrade that fails keeps no later one waiting: what went wrong is raised together at the end.
    """
    unfinished = Regrade.objects.filter(finished_at=None).order_by("pk")
    done, failures = 0, []
    for regrade_id in list(unfinished.values_list("pk", flat=True)):
        try:
            done += carry_out_regrade(regrade_id=regrade_id, now=now)
        except Exception as failure:  # raised again below, with the others
            failures.append(failure)
    if failures:
        raise ExceptionGroup("Some regrades could not be carried out.", failures)
    return done


def regrade_attempt(
    *, regrade: Regrade, targets: Sequence[Target], attempt_id: int, now: datetime
) -> bool:
    """Mark one attempt again and tell the listeners what it is worth now; say whether this call did.

    A gained pass holds at once, and its person gets a mail. A pass that would be lost stays until somebody
    decides; until then nobody hears of it.
    """
    with transaction.atomic():
        # The quiz first: whoever adds up its sittings holds it before their attempts.
        quiz_id = Attempt.objects.values_list("quiz_id", flat=True).get(pk=attempt_id)
        Quiz.objects.select_for_update(no_key=True).get(pk=quiz_id)
        attempt = locked_attempt(attempt_id)
        if RegradedAttempt.objects.filter(regrade=regrade, attempt=attempt).exists():
            return False
        found = plan(targets=targets, attempts=[attempt])[0]
        _record(regrade, found, now)
        if attempt.tallied:
            add_sittings(quiz_id=quiz_id, attempt_ids=[attempt_id], times=-1)
        _write(found)
        if attempt.tallied:
            add_sittings(quiz_id=quiz_id, attempt_ids=[attempt_id])
        if found.changes:
            outcomes.tell(_outcome(attempt, now))
        if found.gains_pass:
            tell_of_gained_pass(attempt=attempt, regrade=regrade, now=now)
    return True


def decide(*, regraded: RegradedAttempt, decision: Decision, by_id: UUID, now: datetime) -> None:
    """Keep a pass that a regrade would take away, or take it back; the same decision again is none.

    Taking back is told to the listeners, and by mail to the person, in the same transaction. Raises AlreadyDecided when somebody
    decided otherwise, or a later regrade looked at the attempt.
    """
    with transaction.atomic():
        attempt = locked_attempt(regraded.attempt_id)
        found = RegradedAttempt.objects.select_related("regrade").get(pk=regraded.pk)
        if found.decision == decision:
            return
        if not RegradedAttempt.objects.undecided().filter(pk=found.pk).exists():
            raise AlreadyDecided
        found.decision, found.decided_by_id, found.decided_at = decision, by_id, now
        found.save(update_fields=["decision", "decided_by", "decided_at"])
        if decision == Decision.TAKE_BACK:
            attempt.regraded_passed = False
            attempt.save(update_fields=["regraded_passed"])
            outcomes.tell(_outcome(attempt, now, taken_back_by=by_id))
            tell_of_lost_pass(attempt=attempt, regrade=found.regrade, now=now)


def targets_of(regrade: Regrade) -> list[Target]:
    rows = regrade.targets.select_related("version").order_by("pk")
    return [Target(row.version, row.mapping) for row in rows]


def _record(regrade: Regrade, found: AttemptPlan, now: datetime) -> None:
    row = RegradedAttempt.objects.create(
        regrade=regrade,
        attempt=found.attempt,
        regraded_at=now,
        score_before=found.score_before,
        score_after=found.score_after,
        passed_before=found.passed_before,
        passed_after=found.passed_after,
    )
    RegradedQuestion.objects.bulk_create(
        RegradedQuestion(
            regraded=row,
            attempt_question=change.question,
            from_version=change.question.version_now,
            to_version=change.to_version,
            mark_before=change.mark_before,
            mark_after=None if change.mark_after is None else decimal(change.mark_after),
            skipped=change.skipped,
        )
        for change in found.questions
    )


def _write(found: AttemptPlan) -> None:
    """What counts from now on. What the attempt was closed with stays as it is."""
    for change in found.questions:
        if change.mark_after is not None:
            AttemptQuestion.objects.filter(pk=change.question.pk).update(
                regraded_version=change.to_version,
                regraded_mark=decimal(change.mark_after),
                regraded_as={"response": change.response, "order": change.order},
            )
    attempt = found.attempt
    attempt.regraded_passed = found.passed_before or found.passed_after
    attempt.regraded_score = None if attempt.score is None else found.score_after
    attempt.save(update_fields=["regraded_score", "regraded_passed"])


def _outcome(
    attempt: Attempt, now: datetime, *, taken_back_by: UUID | None = None
) -> outcomes.Outcome:
    return outcomes.Outcome(
        attempt_id=attempt.pk,
        subject_id=attempt.subject_id,
        quiz_id=attempt.quiz_id,
        occasion=attempt.occasion,
        passed=bool(attempt.passed_now),
        score=attempt.score_now,
        at=now,
        taken_back_by=taken_back_by,
    )
