"""How sure people feel before and after a course, and whether those who feel sure also know."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean
from uuid import UUID

from core.groups import in_whole_steps
from insight.advice import on_confidence
from insight.paired import Change, paired_change
from learning import occasions
from learning.models import CoursePage, Enrolment
from learning.queries import Rated, rated
from learning.queries.outlines import outlines
from learning.self_assessment import OCCASION, Moment
from quizzes.enums import AttemptState
from quizzes.models import Attempt, AttemptQuestion, QuestionVersion
from quizzes.types import TYPES

ALL_RIGHT = 1

# What every learner rated, by the uuid of the enrolment.
Taken = Mapping[UUID, Mapping[Moment, Rated]]
# Who is in a figure, and since when (see core.groups).
Group = Mapping[UUID, datetime]


@dataclass(frozen=True)
class StatementChange:
    text: str
    change: Change


@dataclass(frozen=True)
class Comparison:
    """Two moments of the same people; no change for fewer people than the smallest group.

    `waiting` people rated at every moment that is asked for, and come in with the next whole step.
    """

    first: Moment
    second: Moment
    people: int
    waiting: int
    change: Change | None = None
    statements: list[StatementChange] = field(default_factory=list)


@dataclass(frozen=True)
class QuestionConfidence:
    """One version of a question: how sure those felt after the course who had it right, and who not.

    Without the two means when either group is too small: from one the other could be worked out.
    """

    key: str
    stem: str
    people: int
    percent_right: int
    sure_right: float | None
    sure_wrong: float | None
    advice: str


@dataclass(frozen=True)
class ConfidenceReport:
    course_id: int
    title: str
    comparisons: list[Comparison]
    questions: list[QuestionConfidence]

    @property
    def is_large_enough(self) -> bool:
        return any(comparison.change for comparison in self.comparisons)


def confidence_reports() -> list[ConfidenceReport]:
    """Every course with a self-assessment, by title."""
    courses = CoursePage.objects.filter(self_assessment__isnull=False).order_by("title", "pk")
    return [confidence_report(course) for course in courses]


def confidence_report(course: CoursePage) -> ConfidenceReport:
    """Before and after, after three months, and confidence against correctness; in a few queries.

    One group of people throughout, those who rated before and after: of two groups that differ by a few
    people, the difference tells of those few. Whoever rated three months later too is a part of it.
    """
    taken = _taken(course)
    twice, thrice = _ready(taken, Moment.BEFORE, Moment.AFTER), _ready(taken, *Moment)
    group = in_whole_steps(twice)
    later = in_whole_steps({who: max(thrice[who], group[who]) for who in thrice if who in group})
    waiting, waiting_later = len(twice) - len(group), len(thrice) - len(later)
    lines = _by_statement(taken, group, Moment.BEFORE, Moment.AFTER)
    later_lines = _by_statement(taken, later, *Moment, within=lines)
    return ConfidenceReport(
        course_id=course.pk,
        title=course.title,
        comparisons=[
            _comparison(taken, group, lines, Moment.BEFORE, Moment.AFTER, waiting),
            _comparison(taken, later, later_lines, Moment.AFTER, Moment.LATER, waiting_later),
            _comparison(taken, later, later_lines, Moment.BEFORE, Moment.LATER, waiting_later),
        ],
        questions=_questions(taken, group, _passed_lessons(course.translation_key)),
    )


def _taken(course: CoursePage) -> Taken:
    """What learners handed in themselves: what a time limit closed is dated back, and would come between."""
    enrolments = set(
        Enrolment.objects.filter(course_key=course.translation_key).values_list("uuid", flat=True)
    )
    taken: dict[UUID, dict[Moment, Rated]] = defaultdict(dict)
    attempts = Attempt.objects.filter(
        quiz=course.self_assessment_id,
        occasion__startswith=OCCASION,
        state=AttemptState.SUBMITTED,
    )
    for entry in rated(attempts):
        if entry.enrolment in enrolments:
            taken[entry.enrolment][entry.moment] = entry
    return taken


def _ready(taken: Taken, *moments: Moment) -> dict[UUID, datetime]:
    """Who rated at each of these moments, and when the last of it came in."""
    return {
        who: max(entries[moment].handed_in_at for moment in moments)
        for who, entries in taken.items()
        if all(moment in entries for moment in moments)
        and _can_be_compared([entries[moment] for moment in moments])
    }


def _can_be_compared(entries: Collection[Rated]) -> bool:
    """None was left half-way, and a statement is the same in all."""
    if any(entry.score is None for entry in entries):
        return False
    return bool(set.intersection(*(set(entry.turned) for entry in entries)))


def _by_statement(
    taken: Taken, group: Group, *moments: Moment, within: Mapping[str, Group] | None = None
) -> dict[str, Group]:
    """Each statement as ordered last: those of the group who rated it every time, in whole steps.

    `within` are the same of a larger group: nobody is in a part who is not in the whole.
    """
    ready: dict[str, dict[UUID, datetime]] = defaultdict(dict)
    for who, came_in in group.items():
        ratings = [taken[who][moment].turned for moment in moments]
        for key in (item["id"] for item in taken[who][moments[-1]].items):
            if not all(key in turned for turned in ratings):
                continue
            if within is None:
                ready[key][who] = came_in
            elif who in within.get(key, {}):
                ready[key][who] = max(came_in, within[key][who])
    return {key: in_whole_steps(found) for key, found in ready.items()}


def _comparison(
    taken: Taken,
    group: Group,
    lines: Mapping[str, Group],
    first: Moment,
    second: Moment,
    waiting: int,
) -> Comparison:
    if not group:
        return Comparison(first, second, 0, waiting)
    scores = [_of_the_same(taken[who][first], taken[who][second]) for who in group]
    statements = [
        _statement(key, [(taken[who][first], taken[who][second]) for who in among])
        for key, among in lines.items()
        if among
    ]
    return Comparison(first, second, len(group), waiting, paired_change(scores), statements)


def _statement(key: str, pairs: Sequence[tuple[Rated, Rated]]) -> StatementChange:
    """The change of one statement, in the words it had last."""
    _first, last = pairs[-1]
    return StatementChange(
        next(item["text"] for item in last.items if item["id"] == key),
        paired_change([(first.turned[key], second.turned[key]) for first, second in pairs]),
    )


def _of_the_same(first: Rated, second: Rated) -> tuple[float, float]:
    """Both means over the statements that were rated twice.

    What an editor put in or took out meanwhile cannot make anybody surer.
    """
    twice = first.turned.keys() & second.turned.keys()
    return fmean(first.turned[key] for key in twice), fmean(second.turned[key] for key in twice)


def _passed_lessons(course_key: UUID) -> set[UUID]:
    """The lessons, by key, that are done by passing their quiz; any other quiz is there to practise."""
    return {
        lesson.key
        for course in outlines().in_every_language(course_key)
        for lesson in course.lessons
        if lesson.is_quizzed
    }


def _questions(taken: Taken, group: Group, lessons: Collection[UUID]) -> list[QuestionConfidence]:
    """Each version that enough of these people were asked, at their first attempt.

    In the quizzes of modules and of these lessons; who was asked the same in two of them counts once,
    with the answer that came first.
    """
    whose = {
        occasion: uuid
        for uuid in group
        for own in [occasions.of_enrolment(uuid)]
        for occasion in [own, *(occasions.in_lesson(own, key) for key in lessons)]
    }
    if not whose:
        return []
    rows = (
        AttemptQuestion.objects.filter(
            attempt__occasion__in=list(whose), attempt__number=1, mark__isnull=False
        )
        .exclude(attempt__state=AttemptState.OPEN)
        .order_by("attempt__started_at", "attempt_id")
        .values_list(
            "attempt__occasion",
            "attempt__submitted_at",
            "version_id",
            "regraded_version_id",
            "mark",
            "regraded_mark",
        )
    )
    asked: dict[int, dict[UUID, datetime]] = defaultdict(dict)
    right: dict[int, set[UUID]] = defaultdict(set)
    for occasion, closed_at, version, regraded_version, mark, regraded_mark in rows:
        person, counted = whose[occasion], regraded_version or version
        if closed_at is None or person in asked[counted]:
            continue
        asked[counted][person] = max(closed_at, group[person])
        if (mark if regraded_mark is None else regraded_mark) == ALL_RIGHT:
            right[counted].add(person)
    sure = {who: score for who in group if (score := taken[who][Moment.AFTER].score) is not None}
    shown = {version: among for version in asked if (among := in_whole_steps(asked[version]))}
    versions = QuestionVersion.objects.filter(pk__in=shown).select_related("question")
    return [
        _question(version, shown[version.pk], right[version.pk], sure)
        for version in versions.order_by("question__key", "number")
        if TYPES[version.type].marked
    ]


def _question(
    version: QuestionVersion, among: Group, right: Collection[UUID], sure: Mapping[UUID, float]
) -> QuestionConfidence:
    those_right = {who: came_in for who, came_in in among.items() if who in right}
    those_wrong = {who: came_in for who, came_in in among.items() if who not in right}
    share = len(those_right) / len(among)
    counted_right, counted_wrong = in_whole_steps(those_right), in_whole_steps(those_wrong)
    sure_right, sure_wrong = None, None
    if counted_right and counted_wrong:
        sure_right = fmean(sure[who] for who in counted_right)
        sure_wrong = fmean(sure[who] for who in counted_wrong)
    return QuestionConfidence(
        key=version.question.key,
        stem=version.body["stem"],
        people=len(among),
        percent_right=round(100 * share),
        sure_right=sure_right,
        sure_wrong=sure_wrong,
        advice=on_confidence(share=share, sure_right=sure_right, sure_wrong=sure_wrong),
    )
