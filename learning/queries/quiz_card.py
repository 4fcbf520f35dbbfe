"""The quiz of a module, or one that stands in a lesson, as whoever asks may take it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from core import clock
from learning import occasions, wording
from learning.completion import QUIZ, Step, is_done, module_steps, next_steps
from learning.models import pages
from learning.models.enrolment import Enrolment
from learning.outline import ModuleOutline
from quizzes import counterparts
from quizzes.limits import Limits
from quizzes.models import Attempt

from .again import Again
from .body import Piece
from .outlines import outlines
from .passes import attempts_for, pass_that_counts
from .renewals import UnderWay, renewal_in
from .states import DONE, LOCKED, OPEN, NextStep, Way, next_row
from .stuck import quizzes_of_step
from .turns import NoTurn, no_turn

if TYPE_CHECKING:
    from .shown_pieces import ShownPiece


@dataclass(frozen=True)
class QuizCard:
    """`state` is one of `states`; a locked one says what opens it."""

    state: str
    start_url: str
    # In a lesson only: the quiz's own name, and whether the lesson is done by passing it.
    title: str = ""
    is_in_lesson: bool = False
    completes: bool = False
    duration: str = ""
    is_published: bool = True
    # An attempt that is open; its address where it was begun before the quiz was taken offline.
    is_begun: bool = False
    begun_url: str = ""
    # The quiz is asked again, for a renewal.
    renews: bool = False
    may_take: bool = False
    # Why whoever may take it cannot begin now.
    refused: NoTurn | None = None
    limits: Limits = Limits()
    # Another button of the page is the one to press.
    is_quiet: bool = False

    @property
    def is_waited_for(self) -> bool:
        """The lesson is not done before this quiz is passed."""
        return self.completes and self.state != DONE


def quiz_of_module(module: ModuleOutline, way: Way, enrolment: Enrolment | None) -> QuizCard | None:
    """None for a module without a quiz."""
    quiz: Step | None = next((step for step in module_steps(module) if step.kind == QUIZ), None)
    if quiz is None:
        return None
    renewal = renewal_in(way.course, enrolment)
    renews = bool(renewal and renewal.asks(QUIZ, quiz.pk))
    state = way.state_of(quiz)
    refused = None
    if enrolment is not None and state != LOCKED and module.quiz_limits:
        occasion = renewal.occasion if renewal and renews else enrolment.occasion
        refused = refused_at_module(
            quiz, enrolment, attempts_for(enrolment.subject_id, occasion), clock.now()
        )
    return QuizCard(
        state=state,
        start_url=reverse("learning:start_quiz", args=[module.pk]),
        duration=wording.duration(quiz.minutes),
        is_published=quiz.is_available,
        begun_url="" if quiz.is_available else _begun_url(module, enrolment, renewal),
        renews=renews,
        may_take=enrolment is not None,
        refused=refused,
        limits=module.quiz_limits,
        is_quiet=not renews and (state == DONE or way.next_lesson is not None),
    )


def refused_at_module(
    quiz: Step, enrolment: Enrolment, attempts: Iterable[Attempt], now: datetime
) -> NoTurn | None:
    """Why the quiz of a module cannot be begun now, after the attempts of an enrolment or a renewal. No query."""
    module = quiz.module
    if module.quiz_id is None or not module.quiz_limits or not quiz.is_available:
        return None
    courses = outlines().in_every_language(enrolment.course_key)
    return no_turn(
        enrolment,
        key=module.key,
        limits=module.quiz_limits,
        counted_with=quizzes_of_step(courses, quiz),
        attempts=attempts,
        now=now,
    )


def next_for(
    way: Way, enrolment: Enrolment, attempts: Iterable[Attempt], now: datetime
) -> NextStep | None:
    """What comes next; where the order is free, before a quiz that cannot be begun now what else is left.

    `attempts` are the learner's, in this course or in more. No query.
    """
    own = [attempt for attempt in attempts if attempt.occasion == enrolment.occasion]
    waits: NextStep | None = None
    for step in next_steps(way.course, way.done):
        row = next_row(step)
        refused = refused_at_module(step, enrolment, own, now) if step.kind == QUIZ else None
        if row and refused is None:
            return replace(row, begins=way.is_new)
        waits = waits or (row and replace(row, refused=refused))
    return waits


def _in_lesson(
    piece: Piece,
    lesson: "pages.LessonPage",
    *,
    way: Way,
    again: Again,
    enrolment: Enrolment | None,
) -> QuizCard:
    """For whoever may take it now an `enrolment`, and one query; none for others."""
    here = way.here
    card = QuizCard(
        state=OPEN,
        start_url=reverse("learning:start_lesson_quiz", args=[lesson.pk]),
        title=piece.quiz_title,
        is_in_lesson=True,
        completes=here is not None and here.is_quizzed,
        is_published=piece.quiz_is_published,
        limits=piece.quiz_limits,
    )
    if enrolment is None or here is None:
        return card
    renewal = renewal_in(way.course, enrolment) if again.renews else None
    occasion = renewal.occasion if renewal else enrolment.occasion
    key = lesson.translation_key
    attempts = attempts_for(enrolment.subject_id, occasions.in_lesson(occasion, key))
    was_done = is_done(here, way.done)
    passed = pass_that_counts(attempts, course=way.course, lesson_key=key, is_done=was_done)
    begun = next((each for each in attempts if not each.is_over(clock.now())), None)
    is_behind = bool(again.changes) or again.renews
    state = DONE if passed or (card.completes and was_done and not is_behind) else OPEN
    refused = None
    if attempts and begun is None and piece.quiz_id and card.is_published:
        refused = no_turn(
            enrolment,
            key=key,
            limits=piece.quiz_limits,
            counted_with=quizzes_of_step(outlines().in_every_language(enrolment.course_key), here),
            attempts=attempts,
            now=clock.now(),
        )
    return replace(
        card,
        state=state,
        refused=refused,
        is_begun=begun is not None,
        begun_url=begun.get_absolute_url() if begun and not card.is_published else "",
        renews=again.renews and card.completes and state == OPEN,
        may_take=True,
        is_quiet=state == DONE or not card.completes,
    )


def with_quiz(
    lesson: "pages.LessonPage",
    pieces: tuple[Piece, ...],
    shown: "tuple[ShownPiece, ...]",
    way: Way,
    what_changed: Again,
    enrolment: Enrolment | None,
) -> "tuple[tuple[ShownPiece, ...], QuizCard | None]":
    """The quiz where it stands in the lesson."""
    place = next((number for number, piece in enumerate(pieces) if piece.quiz_id), None)
    if place is None:
        return shown, None
    card = _in_lesson(pieces[place], lesson, way=way, again=what_changed, enrolment=enrolment)
    return (*shown[:place], replace(shown[place], quiz=card), *shown[place + 1 :]), card


def _begun_url(module: ModuleOutline, enrolment: Enrolment | None, renewal: UnderWay | None) -> str:
    if enrolment is None or module.quiz_id is None:
        return ""
    begun_for = [enrolment.occasion, *([renewal.occasion] if renewal else [])]
    begun = Attempt.objects.of(enrolment.subject_id).open().filter(occasion__in=begun_for)
    attempt = begun.filter(
        Q(quiz__in=counterparts.of(module.quiz_id)) | Q(module_attempt__module_key=module.key)
    ).first()
    return attempt.get_absolute_url() if attempt else ""
