"""What the screens of an attempt and of the editors show, ready for the templates."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.crypto import salted_hmac

from core.errors import Refusal

from . import fairness, outcomes, scoring
from .enums import AttemptState, Decision, FeedbackMoment, Layout
from .errors import AttemptsUsedUp
from .fairness_words import fairness_sentences
from .models import Answer, Attempt, AttemptQuestion, Question, QuestionTag, Quiz, QuizDraw
from .pictures import pictured
from .screens import (
    SHOWN_RIGHT,
    AttemptScreen,
    QuestionScreen,
    RegradedWords,
    ResultScreen,
    ReviewScreen,
    field_name,
    percentage,
    verdict_of,
)
from .services.attempts import refused_retry
from .services.closing import newest_answers
from .types import TYPES, Given


def attempt_screen(
    *,
    attempt: Attempt,
    now: datetime,
    position: int | None = None,
    refused: Mapping[int, str] | None = None,
    stale: list[int] | None = None,
    posted: QueryDict | None = None,
) -> AttemptScreen:
    """The page of an attempt; `refused`, `stale` and `posted` tell what a form that was sent met.

    Without a `position` it shows where the learner stopped, on whatever device: the first question that
    is open.
    """
    newest = newest_answers(attempt)
    questions = [
        _asked(question, newest.get(question.pk), refused or {}, stale or [], posted)
        for question in _questions(attempt)
    ]
    one_by_one = attempt.layout == Layout.ONE_BY_ONE
    if position is None:
        position = next((item.position for item in questions if not item.answered), 1)
    place = min(max(position, 1), len(questions))
    return AttemptScreen(
        attempt=attempt,
        title=attempt.quiz.title,
        intro=attempt.quiz.intro,
        pass_mark=percentage(attempt.pass_mark),
        questions=questions,
        shown=[item for item in questions if not one_by_one or item.position == place],
        total=len(questions),
        unanswered=[item for item in questions if not item.answered],
        feedback_now=attempt.feedback == FeedbackMoment.NOW,
        one_by_one=one_by_one,
        position=place,
        outbox_key=outbox_key(attempt),
        over=attempt.is_over(now),
        seconds_left=_seconds_left(attempt, now),
    )


def address_to_go_on(attempt: Attempt, now: datetime) -> str:
    """The page of an attempt; of one that is begun, at the first question that is open."""
    address = attempt.get_absolute_url()
    screen = attempt_screen(attempt=attempt, now=now)
    if len(screen.unanswered) in (0, screen.total):
        return address
    return f"{address}#vraag-{screen.unanswered[0].position}"


def result_screen(attempt: Attempt, now: datetime) -> ResultScreen:
    """The page that teaches: of a closed attempt only."""
    newest = newest_answers(attempt)
    refusal = _refused_retry(attempt, now)
    links = outcomes.look_again(attempt)
    questions = [
        _reviewed(question, newest.get(question.pk), links.get(question.version.question_id, []))
        for question in _questions(attempt)
    ]
    return ResultScreen(
        attempt=attempt,
        title=attempt.quiz.title,
        pass_mark=percentage(attempt.pass_mark),
        percentage=_in_percent(attempt.score_now),
        right_count=sum(1 for question in questions if question.verdict == SHOWN_RIGHT),
        total=sum(1 for question in questions if question.marked),
        timed_out=attempt.state == AttemptState.TIMED_OUT,
        passed=bool(attempt.passed_now),
        questions=questions,
        ways_on=outcomes.ways_on(attempt),
        regraded=_regraded(attempt),
        no_retry=str(refusal) if refusal else "",
        whom_to_ask=(outcomes.whom_to_ask(attempt) if isinstance(refusal, AttemptsUsedUp) else ""),
    )


def _refused_retry(attempt: Attempt, now: datetime) -> Refusal | None:
    """Nobody who passed is told that they cannot try again."""
    return None if attempt.passed_now else refused_retry(attempt=attempt, now=now)


def reviews_of(attempts: Collection[Attempt]) -> dict[int, list[ReviewScreen]]:
    """Every question of these closed attempts with its answer, by attempt; few queries, many attempts."""
    asked = AttemptQuestion.objects.filter(attempt__in=attempts)
    questions = list(asked.select_related("version", "regraded_version").order_by("position"))
    answers = Answer.objects.filter(attempt_question__in=questions).select_related("typed_text")
    newest = {answer.attempt_question_id: answer for answer in answers.order_by("sequence")}
    bodies = pictured([question.version_now.body for question in questions])
    reviews: dict[int, list[ReviewScreen]] = {}
    for question, body in zip(questions, bodies, strict=True):
        question.version_now.body = body
        review = _reviewed(question, newest.get(question.pk), [])
        reviews.setdefault(question.attempt_id, []).append(review)
    return reviews


def outbox_key(attempt: Attempt) -> str:
    """Where this person's browser keeps unsent answers: tells nothing, and differs per person."""
    mark = salted_hmac("quizzes.outbox", f"{attempt.subject_id}:{attempt.public_id}").hexdigest()
    return f"toets:{attempt.public_id}:{mark[:20]}"


def _questions(attempt: Attempt) -> list[AttemptQuestion]:
    """The questions with their bodies as they are shown: every picture at hand."""
    asked = attempt.questions.select_related("version", "regraded_version")
    questions = list(asked.order_by("position"))
    bodies = pictured([question.version_now.body for question in questions])
    for question, body in zip(questions, bodies, strict=True):
        question.version_now.body = body
    return questions


def _asked(
    question: AttemptQuestion,
    newest: Answer | None,
    refused: Mapping[int, str],
    stale: list[int],
    posted: QueryDict | None,
) -> QuestionScreen:
    body, question_type = question.version.body, question.version.question_type
    given = newest.given if newest else None
    name = field_name(question.position)
    refusal = refused.get(question.position, "")
    if refusal and posted is not None:
        lines = question_type.show_posted(body, question.order, posted, name)
    else:
        lines = question_type.show(body, question.order, given)
    return QuestionScreen(
        position=question.position,
        name=name,
        stem=body["stem"],
        story=body.get("story", ""),
        picture=body.get("picture"),
        template=question_type.asks,
        shape=question_type.shape,
        lines=lines,
        sequence=newest.sequence if newest else 0,
        saved_at=newest.received_at if newest else None,
        answered=given is not None and question_type.is_whole(body, given),
        refusal=refusal,
        stale=question.position in stale,
        review=_reviewed(question, newest, []) if question.checked_at else None,
    )


def _reviewed(
    question: AttemptQuestion, newest: Answer | None, links: list[outcomes.Link]
) -> ReviewScreen:
    """By the version that marks it today: after a regrade the feedback is that of the new one."""
    body, question_type = question.version_now.body, question.version_now.question_type
    given = question.given_now(newest.given if newest else None)
    return ReviewScreen(
        position=question.position,
        stem=body["stem"],
        story=body.get("story", ""),
        picture=body.get("picture"),
        template=question_type.reviews,
        lines=question_type.review(body, question.order_now, given),
        verdict=_verdict(question, given),
        marked=question_type.marked,
        explanation=body["explanation"],
        explanation_picture=body.get("explanation_picture"),
        links=links,
        regraded=question.regraded_mark is not None,
    )


def _verdict(question: AttemptQuestion, given: Given | None) -> str:
    question_type, body = question.version_now.question_type, question.version_now.body
    stored = question.mark_now
    mark = question_type.mark(body, given) if stored is None and given is not None else stored
    return verdict_of(question_type, given, mark or 0)


def _regraded(attempt: Attempt) -> RegradedWords | None:
    """What is said to somebody whose attempt was marked again; nothing to anybody else."""
    if attempt.regraded_score is None:
        return None
    last = attempt.regrades.select_related("regrade").order_by("-pk")[0]
    return RegradedWords(
        at=last.regraded_at,
        reason=last.regrade.get_reason_display(),
        first_percentage=_in_percent(attempt.score),
        changed=attempt.score != attempt.regraded_score,
        undecided=bool(last.passed_before and not last.passed_after and not last.decision),
        kept=last.decision == Decision.KEEP,
        taken_back=last.decision == Decision.TAKE_BACK,
    )


def _in_percent(score: Decimal | None) -> str:
    return percentage(None if score is None else score * 100)


def _seconds_left(attempt: Attempt, now: datetime) -> int | None:
    if attempt.due_at is None:
        return None
    return max(0, ceil((attempt.due_at - now).total_seconds()))


@dataclass(frozen=True)
class QuestionFairness:
    """A question of a quiz that gives something away."""

    label: str
    url: str
    sentences: list[str]


@dataclass(frozen=True)
class QuizFairness:
    """What stands out in a quiz, and what one earns who knows nothing. Percentages in words."""

    total: int
    questions: list[QuestionFairness]
    same_answer: str
    by_tricks: str
    guessing: str
    pass_mark: str
    is_passed_by_tricks: bool
    too_small: list[tuple[str, int, int]]


def not_asked(quiz: Quiz) -> list[Question]:
    """The fixed questions of a quiz, as the editor has it, that no attempt asks: they are not published."""
    ids = [row.question_id for row in quiz.quiz_questions.all()]
    found = Question.objects.filter(live=False).in_bulk(ids)
    return [found[question_id] for question_id in ids if question_id in found]


def quiz_fairness(quiz: Quiz) -> QuizFairness:
    """The fairness of the questions as they are live, fixed ones and all that may be drawn.

    `too_small`: the draws (tag, how many, of how many) for which the bank has too few questions.
    """
    ids = [row.question_id for row in quiz.quiz_questions.all()]
    live = Question.objects.filter(live=True).in_bulk(ids)
    fixed = [live[question_id] for question_id in ids if question_id in live]
    pools = _pools(quiz)
    everything = {question.pk: question for question in fixed}
    everything |= {question.pk: question for _draw, found in pools for question in found}
    bodies = {key: (question.type, question.body()) for key, question in everything.items()}
    parts = [_part(len(fixed), fixed, bodies)]
    parts += [_part(min(draw.number, len(found)), found, bodies) for draw, found in pools]
    shares = fairness.mixed(parts)
    return QuizFairness(
        total=len(everything),
        questions=[
            QuestionFairness(str(question), edit_url(question), sentences)
            for key, question in everything.items()
            if (sentences := fairness_sentences(*bodies[key]))
        ],
        same_answer=fairness.same_answer(bodies.values()),
        by_tricks=percentage(int(shares.by_tricks * 100)),
        guessing=percentage(int(shares.guessing * 100)),
        pass_mark=percentage(quiz.pass_mark),
        is_passed_by_tricks=quiz.pass_mark is not None
        and scoring.passes(score=shares.by_tricks, pass_mark=quiz.pass_mark),
        too_small=[
            (draw.tag.name, draw.number, len(found))
            for draw, found in pools
            if len(found) < draw.number
        ],
    )


def _part(
    asked: int, among: Sequence[Question], bodies: Mapping[int, tuple[str, Mapping[str, Any]]]
) -> tuple[Fraction, fairness.Shares]:
    """How many questions that are marked are asked of these on average, and what tricks earn at them."""
    marked = [bodies[question.pk] for question in among if TYPES[question.type].marked]
    share = Fraction(len(marked), len(among)) if among else Fraction(0)
    return asked * share, fairness.shares(marked)


def _pools(quiz: Quiz) -> list[tuple[QuizDraw, list[Question]]]:
    """Every draw with the live questions from which it draws."""
    draws = list(quiz.draws.all())
    tagged = defaultdict(list)
    for row in QuestionTag.objects.filter(
        tag__in=[draw.tag_id for draw in draws], content_object__live=True
    ).select_related("content_object"):
        tagged[row.tag_id].append(row.content_object)
    return [(draw, tagged[draw.tag_id]) for draw in draws]


def edit_url(question: Question) -> str:
    return reverse(question.snippet_viewset.get_url_name("edit"), args=[question.pk])
