"""Starting an attempt: limits are counted per Subject, quiz and occasion, under a lock."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime, timedelta
from random import Random, SystemRandom
from uuid import UUID

from django.db import transaction

from accounts.models import Subject
from core.errors import Refusal
from quizzes import counterparts
from quizzes.drawing import Pool, draw
from quizzes.errors import QuizUnavailable
from quizzes.limits import refusal
from quizzes.models import (
    Attempt,
    AttemptQuestion,
    GrantedAttempt,
    Question,
    QuestionTag,
    QuestionVersion,
    Quiz,
)
from quizzes.models.attempt import AttemptQuerySet

from .closing import close_overdue
from .extra_time import extra_minutes
from .versions import current_versions


def start_attempt(
    *,
    quiz: Quiz,
    subject_id: UUID,
    occasion: str,
    now: datetime,
    chance: Random | None = None,
    counted_with: Collection[int] = (),
) -> Attempt:
    """Begin an attempt, or go on with the one that is open.

    `counted_with` are the ids of quizzes that stand for this one, such as its translations: attempts at
    them count as attempts at it, and one open there is gone on with. The rules of the quiz are those of the
    attempt from then on. Two requests at once get the same attempt: the Subject is locked before anything
    is counted. An open attempt whose time is over is closed first, with what was saved.

    Raises AttemptsUsedUp, WaitBeforeRetry or QuizUnavailable.
    """
    with transaction.atomic():
        Subject.objects.select_for_update(no_key=True).get(pk=subject_id)
        quizzes = {quiz.pk, *counted_with}
        taken = Attempt.objects.of(subject_id).filter(quiz__in=quizzes, occasion=occasion)
        for unfinished in taken.open():
            if not unfinished.is_over(now):
                return unfinished
            close_overdue(attempt_id=unfinished.pk, now=now)
        refused = _refused(quiz, taken, quizzes, subject_id, occasion, now)
        if refused:
            raise refused
        number = max((attempt.number for attempt in taken), default=0) + 1
        return _create(quiz, subject_id, occasion, number, now, chance or SystemRandom())


def refused_retry(*, attempt: Attempt, now: datetime) -> Refusal | None:
    """Why this person may not take this quiz once more for the same occasion now; None when they may."""
    quizzes = counterparts.of(attempt.quiz_id)
    taken = Attempt.objects.of(attempt.subject_id).filter(
        quiz__in=quizzes, occasion=attempt.occasion
    )
    return _refused(attempt.quiz, taken, quizzes, attempt.subject_id, attempt.occasion, now)


def _refused(
    quiz: Quiz,
    taken: AttemptQuerySet,
    quizzes: Collection[int],
    subject_id: UUID,
    occasion: str,
    now: datetime,
) -> Refusal | None:
    if not quiz.live:
        return QuizUnavailable()
    granted = GrantedAttempt.objects.of(subject_id, quizzes=quizzes, occasion=occasion)
    return refusal(
        quiz.limits,
        handed_in=[attempt.submitted_at for attempt in taken],
        beyond=lambda: (taken.taken_back().count(), granted.count()),
        now=now,
    )


def _create(
    quiz: Quiz, subject_id: UUID, occasion: str, number: int, now: datetime, chance: Random
) -> Attempt:
    versions = current_versions(questions=_questions(quiz, chance), now=now)
    attempt = Attempt.objects.create(
        quiz=quiz,
        subject_id=subject_id,
        occasion=occasion,
        number=number,
        started_at=now,
        due_at=_due(quiz, subject_id, now),
        pass_mark=quiz.pass_mark if _is_marked(versions) else None,
        time_limit_minutes=quiz.time_limit_minutes,
        feedback=quiz.feedback,
        layout=quiz.layout,
    )
    AttemptQuestion.objects.bulk_create(
        AttemptQuestion(
            attempt=attempt,
            position=position,
            version=version,
            order=version.question_type.draw(
                version.body, chance=chance, shuffle=quiz.shuffle_options
            ),
        )
        for position, version in enumerate(versions, start=1)
    )
    return attempt


def _is_marked(versions: list[QuestionVersion]) -> bool:
    """Whether there is anything to be right or wrong about: a self-assessment alone has no pass mark."""
    return any(version.question_type.marked for version in versions)


def _questions(quiz: Quiz, chance: Random) -> list[Question]:
    """The live questions in the order in which this attempt asks them: fixed ones, then drawn ones."""
    questions = list(
        Question.objects.filter(quiz_questions__quiz=quiz, live=True).order_by(
            "quiz_questions__sort_order", "quiz_questions__pk"
        )
    )
    questions += _drawn(quiz, [question.pk for question in questions], chance)
    if not questions:
        raise QuizUnavailable
    if quiz.shuffle_questions:
        chance.shuffle(questions)
    return questions


def _drawn(quiz: Quiz, taken: list[int], chance: Random) -> list[Question]:
    draws = list(quiz.draws.order_by("sort_order", "pk"))
    if not draws:
        return []
    tagged = defaultdict(list)
    for tag, question in QuestionTag.objects.filter(
        tag__in=[each.tag_id for each in draws], content_object__live=True
    ).values_list("tag", "content_object"):
        tagged[tag].append(question)
    pools = [Pool(each.number, tagged[each.tag_id]) for each in draws]
    ids = [drawn for found in draw(pools, taken=taken, chance=chance) for drawn in found]
    questions = Question.objects.in_bulk(ids)
    return [questions[question_id] for question_id in ids]


def _due(quiz: Quiz, subject_id: UUID, now: datetime) -> datetime | None:
    """When the time is over, this person's extra time included."""
    if not quiz.time_limit_minutes:
        return None
    extra = extra_minutes(counterparts.of(quiz.pk), subject_id)
    return now + timedelta(minutes=quiz.time_limit_minutes + extra)
