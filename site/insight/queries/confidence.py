"""How sure people feel before and after a course, and whether those who feel sure also know."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from uuid import UUID

from insight.advice import on_confidence
from insight.groups import SMALLEST_GROUP
from insight.paired import Change, paired_change
from learning import occasions
from learning.models import CoursePage, Enrolment
from learning.queries import Rated, rated
from learning.queries.outlines import outlines
from learning.self_assessment import OCCASION, Moment
from quizzes.models import Attempt, AttemptQuestion, QuestionVersion
from quizzes.types import TYPES

ALL_RIGHT = 1


@dataclass(frozen=True)
class StatementChange:
    text: str
    change: Change


@dataclass(frozen=True)
class Comparison:
    """Two moments of the same people; no change for fewer people than the smallest group."""

    first: Moment
    second: Moment
    people: int
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
    """Before and after, after three months, and confidence against correctness; in a few queries."""
    enrolments = set(
        Enrolment.objects.filter(course_key=course.translation_key).values_list("uuid", flat=True)
    )
    taken: dict[UUID, dict[Moment, Rated]] = defaultdict(dict)
    quiz = course.self_assessment_id
    for entry in rated(Attempt.objects.filter(quiz=quiz, occasion__startswith=OCCASION)):
        if entry.enrolment in enrolments:
            taken[entry.enrolment][entry.moment] = entry
    return ConfidenceReport(
        course_id=course.pk,
        title=course.title,
        comparisons=[
            _comparison(taken.values(), Moment.BEFORE, Moment.AFTER),
            _comparison(taken.values(), Moment.AFTER, Moment.LATER),
            _comparison(taken.values(), Moment.BEFORE, Moment.LATER),
        ],
        questions=_questions(_scores_after(taken), _passed_lessons(course.translation_key)),
    )


def _comparison(
    taken: Iterable[Mapping[Moment, Rated]], first: Moment, second: Moment
) -> Comparison:
    both = [
        (entries[first], entries[second])
        for entries in taken
        if first in entries and second in entries
    ]
    scores = [pair for before, after in both if (pair := _of_the_same(before, after))]
    if len(scores) < SMALLEST_GROUP:
        return Comparison(first, second, len(scores))
    return Comparison(first, second, len(scores), paired_change(scores), _statements(both))


def _of_the_same(first: Rated, second: Rated) -> tuple[float, float] | None:
    """Both means over the statements that were rated twice, where neither was left half-way.

    What an editor put in or took out meanwhile cannot make anybody surer.
    """
    if first.score is None or second.score is None:
        return None
    twice = first.turned.keys() & second.turned.keys()
    if not twice:
        return None
    return fmean(first.turned[key] for key in twice), fmean(second.turned[key] for key in twice)


def _statements(both: Sequence[tuple[Rated, Rated]]) -> list[StatementChange]:
    """Statement by statement, as they stood last; only those enough people rated twice."""
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    texts: dict[str, str] = {}
    for before, after in both:
        first, second = before.turned, after.turned
        for item in after.items:
            if item["id"] in first and item["id"] in second:
                texts[item["id"]] = item["text"]
                pairs[item["id"]].append((first[item["id"]], second[item["id"]]))
    return [
        StatementChange(texts[key], paired_change(found))
        for key, found in pairs.items()
        if len(found) >= SMALLEST_GROUP
    ]


def _scores_after(taken: Mapping[UUID, Mapping[Moment, Rated]]) -> dict[UUID, float]:
    scores = {}
    for enrolment, entries in taken.items():
        score = entries[Moment.AFTER].score if Moment.AFTER in entries else None
        if score is not None:
            scores[enrolment] = score
    return scores


def _passed_lessons(course_key: UUID) -> set[UUID]:
    """The lessons, by key, that are done by passing their quiz; any other quiz is there to practise."""
    return {
        lesson.key
        for course in outlines().in_every_language(course_key)
        for lesson in course.lessons
        if lesson.is_quizzed
    }


def _questions(scores: Mapping[UUID, float], lessons: Collection[UUID]) -> list[QuestionConfidence]:
    """Each version that enough of these people were asked, at their first attempt.

    In the quizzes of modules and of these lessons; who was asked the same in two of them counts once,
    with the answer that came first.
    """
    if len(scores) < SMALLEST_GROUP:
        return []
    whose = {
        occasion: uuid
        for uuid in scores
        for own in [occasions.of_enrolment(uuid)]
        for occasion in [own, *(occasions.in_lesson(own, key) for key in lessons)]
    }
    rows = (
        AttemptQuestion.objects.filter(
            attempt__occasion__in=list(whose), attempt__number=1, mark__isnull=False
        )
        .exclude(attempt__state="open")
        .order_by("attempt__started_at", "attempt_id")
        .values_list(
            "attempt__occasion", "version_id", "regraded_version_id", "mark", "regraded_mark"
        )
    )
    right: dict[int, list[float]] = defaultdict(list)
    wrong: dict[int, list[float]] = defaultdict(list)
    counted: set[tuple[UUID, int]] = set()
    for occasion, version, regraded_version, mark, regraded_mark in rows:
        person, asked = whose[occasion], regraded_version or version
        if (person, asked) in counted:
            continue
        counted.add((person, asked))
        counts = mark if regraded_mark is None else regraded_mark
        (right if counts == ALL_RIGHT else wrong)[asked].append(scores[person])
    versions = QuestionVersion.objects.filter(pk__in={*right, *wrong}).select_related("question")
    return [
        _question(version, right[version.pk], wrong[version.pk])
        for version in versions.order_by("question__key", "number")
        if TYPES[version.type].marked
        and len(right[version.pk]) + len(wrong[version.pk]) >= SMALLEST_GROUP
    ]


def _question(
    version: QuestionVersion, right: Sequence[float], wrong: Sequence[float]
) -> QuestionConfidence:
    people = len(right) + len(wrong)
    share = len(right) / people
    shown = min(len(right), len(wrong)) >= SMALLEST_GROUP
    sure_right, sure_wrong = (fmean(right), fmean(wrong)) if shown else (None, None)
    return QuestionConfidence(
        key=version.question.key,
        stem=version.body["stem"],
        people=people,
        percent_right=round(100 * share),
        sure_right=sure_right,
        sure_wrong=sure_wrong,
        advice=on_confidence(share=share, sure_right=sure_right, sure_wrong=sure_wrong),
    )
