"""How the questions of a quiz do, per version: read off the sums that were added up beforehand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from django.db.models import Count, Exists, Max, OuterRef

from core.groups import SMALLEST_GROUP
from insight import advice
from quizzes import statistics
from quizzes.models import Attempt, ItemTally, QuestionVersion, Quiz
from quizzes.statistics import Reliability, Sums


@dataclass(frozen=True)
class QuizLine:
    """A quiz somebody finished, and by how many people."""

    pk: int
    title: str
    people: int

    @property
    def is_large_enough(self) -> bool:
        return self.people >= SMALLEST_GROUP


@dataclass(frozen=True)
class OptionShare:
    """How many people chose an option; `percent` of all who were asked."""

    text: str
    right: bool
    people: int
    percent: int


@dataclass(frozen=True)
class ItemReport:
    """One version of a question; no figures for fewer people than the smallest group.

    `waiting` people were asked it and are not in its figures yet: these move by a whole step at least.
    """

    question_id: int
    key: str
    stem: str
    version: int
    is_newest: bool
    people: int
    waiting: int
    facility: float | None = None
    discrimination: float | None = None
    options: list[OptionShare] = field(default_factory=list)
    left_empty: int = 0
    advice: list[str] = field(default_factory=list)

    @property
    def is_large_enough(self) -> bool:
        return self.people >= SMALLEST_GROUP

    @property
    def percent_right(self) -> int | None:
        return None if self.facility is None else round(100 * self.facility)


@dataclass(frozen=True)
class QuizReport:
    """`waiting` attempts were finished and are not in the figures yet."""

    quiz_id: int
    title: str
    people: int
    waiting: int
    items: list[ItemReport]
    reliability: Reliability | None
    sentence: str

    @property
    def shown(self) -> list[ItemReport]:
        return [item for item in self.items if item.is_large_enough]

    @property
    def some_wait(self) -> bool:
        """Whether a figure that is shown leaves out the last few people."""
        return any(item.waiting for item in self.shown)

    @property
    def needing_work(self) -> int:
        return sum(1 for item in self.shown if item.is_newest and item.advice)


def quizzes_taken() -> list[QuizLine]:
    """Every quiz that somebody finished, by title."""
    people = Counter(
        dict(
            Attempt.objects.filter(tallied=True)
            .order_by()
            .values_list("quiz")
            .annotate(people=Count("pk"))
        )
    )
    quizzes = Quiz.objects.filter(Exists(ItemTally.objects.filter(quiz=OuterRef("pk"))))
    return [QuizLine(quiz.pk, quiz.title, people[quiz.pk]) for quiz in quizzes.order_by("title")]


def quiz_report(quiz: Quiz) -> QuizReport:
    """The figures of every version that was asked, question by question, the newest version first."""
    tallies = list(ItemTally.objects.filter(quiz=quiz))
    of_version: dict[int, list[ItemTally]] = defaultdict(list)
    for tally in tallies:
        of_version[tally.version_id].append(tally)
    versions = (
        QuestionVersion.objects.filter(pk__in=of_version)
        .select_related("question")
        .order_by("question__key", "-number")
    )
    newest = dict(
        QuestionVersion.objects.filter(question__versions__in=of_version)
        .order_by()
        .values_list("question")
        .annotate(number=Max("number"))
    )
    form = _largest_form(tallies)
    reliability = statistics.reliability(form)
    attempts = Attempt.objects.filter(quiz=quiz)
    return QuizReport(
        quiz_id=quiz.pk,
        title=quiz.title,
        people=attempts.filter(tallied=True).count(),
        waiting=attempts.untallied().count(),
        items=[
            _item(version, of_version[version.pk], newest[version.question_id])
            for version in versions
        ],
        reliability=reliability,
        sentence=advice.on_quiz(
            reliability.alpha if reliability else None,
            reliability.standard_error if reliability else None,
            len(form),
        ),
    )


def _largest_form(tallies: Sequence[ItemTally]) -> list[Sums]:
    """The sums of the set of versions that most people took together; empty below the smallest group."""
    forms: dict[str, list[Sums]] = defaultdict(list)
    for tally in tallies:
        if tally.form and tally.form_shown:
            forms[tally.form].append(tally.form_shown_sums)
    return max(forms.values(), key=lambda form: form[0].people, default=[])


def _item(version: QuestionVersion, tallies: Sequence[ItemTally], newest: int) -> ItemReport:
    people = sum(tally.shown_sums.people for tally in tallies)
    report = ItemReport(
        question_id=version.question_id,
        key=version.question.key,
        stem=version.body["stem"],
        version=version.number,
        is_newest=version.number == newest,
        people=people,
        waiting=sum(tally.people for tally in tallies) - people,
    )
    if not report.is_large_enough:
        return report
    sums = _together([tally.shown_sums for tally in tallies])
    facility, discrimination = statistics.facility(sums), statistics.discrimination(sums)
    options = _options(version, tallies, people)
    wrong = [(option.text, option.people / people) for option in options if not option.right]
    return ItemReport(
        **{name.name: getattr(report, name.name) for name in fields(report)}
        | {
            "facility": facility,
            "discrimination": discrimination,
            "options": options,
            "left_empty": sum(tally.shown.get("left_empty", 0) for tally in tallies),
            "advice": advice.on_question(
                facility=facility,
                discrimination=discrimination,
                wrong=wrong if len(options) - len(wrong) == 1 else [],
            ),
        }
    )


def _together(parts: Sequence[Sums]) -> Sums:
    return Sums(*(sum(getattr(part, name.name) for part in parts) for name in fields(Sums)))


def _options(
    version: QuestionVersion, tallies: Sequence[ItemTally], people: int
) -> list[OptionShare]:
    """Every option of a question that has options, also those nobody chose."""
    question_type, body = version.question_type, version.body
    if question_type.shape not in ("choice", "choices"):
        return []
    right = {option["id"] for option in body["options"] if option["correct"]}
    order = [option["id"] for option in body["options"]]
    chosen: Counter[str] = Counter()
    for tally in tallies:
        chosen.update(tally.shown.get("chosen", {}))
    shares = statistics.frequencies(chosen, order, people)
    return [
        OptionShare(
            text=choice.text,
            right=choice.id in right,
            people=chosen[choice.id],
            percent=round(100 * shares[choice.id]),
        )
        for choice in question_type.show(body, order, None)
    ]
