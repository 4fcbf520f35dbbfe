"""Item statistics over a million answers, made in bulk: the report, and adding up what is new."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import Max

from accounts.models import Subject
from core.clock import now
from insight.queries import quiz_report
from quizzes.enums import AttemptState
from quizzes.models import (
    Answer,
    Attempt,
    AttemptQuestion,
    ItemTally,
    Question,
    QuestionVersion,
    Quiz,
)
from quizzes.services import tally_finished
from quizzes.services.tallying import AT_ONCE, tally_some

from .timings import Timing, Work

ASKED = 8
PEOPLE = 125_000  # with a first attempt of eight questions each: a million answers
BATCH = 5_000
# The stated aim: two seconds on PostgreSQL, five on SQLite.
BUDGET_MS = {"postgresql": 2_000, "sqlite": 5_000}
OPTIONS = "abcd"
# The engines know a column of JSON by different names.
AS_JSON = {"postgresql": "jsonb", "sqlite": "text"}
ASK = """
INSERT INTO quizzes_attemptquestion (attempt_id, position, version_id, "order", mark)
SELECT id, %(position)s, %(version)s, CAST('[]' AS {json}),
       CASE WHEN (id * 7919 + %(position)s * 104729) %% 997 < 300 + (id * 48271) %% 601
            THEN 1 ELSE 0 END
FROM quizzes_attempt WHERE quiz_id = %(quiz)s AND id > %(known)s
"""
ANSWER = """
INSERT INTO quizzes_answer (attempt_question_id, sequence, received_at, response)
SELECT question.id, 1, %(moment)s,
       CAST(CASE WHEN question.mark = 1 THEN '{{"choice": "b"}}'
                 WHEN question.id %% 3 = 0 THEN '{{"choice": "a"}}'
                 WHEN question.id %% 3 = 1 THEN '{{"choice": "c"}}'
                 ELSE '{{"choice": "d"}}' END AS {json})
FROM quizzes_attemptquestion question
JOIN quizzes_attempt attempt ON attempt.id = question.attempt_id
WHERE attempt.quiz_id = %(quiz)s AND attempt.id > %(known)s
"""


def _report() -> Timing:
    return Timing("item_statistics", _million_answers, BUDGET_MS[connection.vendor], times=10)


def _adding() -> Timing:
    return Timing("item_statistics_adding", _new_ones, budget_ms=500, times=10)


@contextmanager
def _million_answers() -> Iterator[Work]:
    with _quiz() as (quiz, versions):
        _sit(quiz, versions, PEOPLE)
        tally_finished()
        assert ItemTally.objects.filter(quiz=quiz, people=PEOPLE).count() == ASKED
        yield lambda: quiz_report(quiz)


@contextmanager
def _new_ones() -> Iterator[Work]:
    """The attempts that were finished since: one turn adds so many."""
    with _quiz() as (quiz, versions):
        _sit(quiz, versions, 12 * AT_ONCE)
        yield lambda: tally_some(quiz_id=quiz.pk)


@contextmanager
def _quiz() -> Iterator[tuple[Quiz, list[QuestionVersion]]]:
    quiz = Quiz.objects.create(key="bench-statistics", title="Bench")
    options = [
        {"id": key, "text": f"Option {key}", "correct": key == "b", "feedback": ""}
        for key in OPTIONS
    ]
    body = {"stem": "Bench", "explanation": "", "options": options}
    versions = [
        QuestionVersion.objects.create(
            question=Question.objects.create(key=f"bench-{number}"),
            number=1,
            type="single_choice",
            body=body,
            made_at=now(),
        )
        for number in range(ASKED)
    ]
    try:
        yield quiz, versions
    finally:
        _take_away(quiz, versions)


def _sit(quiz: Quiz, versions: list[QuestionVersion], people: int) -> None:
    """So many people take the quiz; who knows more is right more often. Arithmetic instead of chance."""
    moment = now()
    known = Attempt.objects.aggregate(last=Max("pk"))["last"] or 0
    with transaction.atomic(), connection.cursor() as cursor:
        subjects = Subject.objects.bulk_create(Subject() for _ in range(people))
        Attempt.objects.bulk_create(
            Attempt(
                quiz=quiz,
                subject=subject,
                occasion="bench",
                number=1,
                started_at=moment,
                submitted_at=moment,
                state=AttemptState.SUBMITTED,
                score=0,
                passed=False,
            )
            for subject in subjects
        )
        for position, version in enumerate(versions, start=1):
            cursor.execute(
                ASK.format(json=AS_JSON[connection.vendor]),
                {"position": position, "version": version.pk, "quiz": quiz.pk, "known": known},
            )
        cursor.execute(
            ANSWER.format(json=AS_JSON[connection.vendor]),
            {"moment": moment, "quiz": quiz.pk, "known": known},
        )


def _take_away(quiz: Quiz, versions: list[QuestionVersion]) -> None:
    """In plain statements: the ORM would read a million rows to delete them."""
    subjects = list(Attempt.objects.filter(quiz=quiz).values_list("subject_id", flat=True))
    of_quiz = AttemptQuestion.objects.filter(attempt__quiz=quiz)
    answers = Answer.objects.filter(attempt_question__in=of_quiz)
    for rows in (answers, of_quiz, Attempt.objects.filter(quiz=quiz)):
        rows._raw_delete(rows.db)
    for start in range(0, len(subjects), BATCH):
        rows = Subject.objects.filter(pk__in=subjects[start : start + BATCH])
        rows._raw_delete(rows.db)
    ItemTally.objects.filter(quiz=quiz).delete()
    quiz.delete()
    for version in versions:
        version.question.delete()


TIMINGS: dict[str, Callable[[], Timing]] = {
    "item_statistics": _report,
    "item_statistics_adding": _adding,
}
