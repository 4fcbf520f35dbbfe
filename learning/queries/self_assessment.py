"""What a learner sees of their own self-assessments, and what is open to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from learning import tokens
from learning.models.enrolment import Enrolment
from learning.models.open_question import OpenAnswer
from learning.models.pages import CoursePage
from learning.models.self_assessment import SelfAssessmentInvitation
from learning.outline import CourseOutline
from learning.self_assessment import LATER_AFTER, Moment, occasion_of, open_moment
from quizzes.models import Attempt, Question, Quiz
from quizzes.screens import QuestionScreen, asked_question, field_name
from quizzes.types import TYPES

from .outlines import outlines
from .ratings import rated


@dataclass(frozen=True)
class OpenAssessment:
    """A self-assessment somebody may take now. `start` is posted to, `link` is followed."""

    moment: Moment
    course: str
    start: str = ""
    link: str = ""


@dataclass(frozen=True)
class StatementLine:
    """One statement with what the learner rated it each time, as rated; None where it was left open."""

    text: str
    ratings: list[int | None]


@dataclass(frozen=True)
class OpenQuestion:
    """The open question at one moment, with what the learner wrote; `asks` while it can be answered.

    `seen` is the fingerprint of what was written, empty where nothing was.
    """

    moment: Moment
    label: str
    question: str
    text: str
    asks: bool
    url: str
    seen: str = ""


@dataclass(frozen=True)
class OwnAssessments:
    course: str
    course_url: str
    moments: list[tuple[str, float | None]]
    statements: list[StatementLine]
    lowest: list[str]
    open_questions: list[OpenQuestion]


def open_assessment_of_course(
    course: CoursePage, enrolment: Enrolment | None
) -> OpenAssessment | None:
    """For the page of the course in any language, without a query.

    Taken is the one of the course that was enrolled in: before and after are the same statements.
    """
    if enrolment is None or not _has_self_assessment(enrolment):
        return None
    moment = moment_of(enrolment)
    return OpenAssessment(moment, course.title, start=start_url(enrolment)) if moment else None


def open_assessments(
    taken: Sequence[tuple[CourseOutline, Enrolment]], now: datetime
) -> list[OpenAssessment]:
    """Everything open to one learner: by themselves without a query, by the link of a mail in one."""
    assessed = [pair for pair in taken if _has_self_assessment(pair[1])]
    links = _links([enrolment for _outline, enrolment in assessed], now)
    found = []
    for outline, enrolment in assessed:
        moment = moment_of(enrolment)
        if moment:
            found.append(OpenAssessment(moment, outline.title, start=start_url(enrolment)))
        elif enrolment.pk in links:
            found.append(OpenAssessment(Moment.LATER, outline.title, link=links[enrolment.pk]))
    return found


def _has_self_assessment(enrolment: Enrolment) -> bool:
    course = outlines().of(enrolment.course_id)
    return course is not None and course.has_self_assessment


def _links(enrolments: Sequence[Enrolment], now: datetime) -> dict[int, str]:
    """The address of the open invitation of each enrolment; asks only where there may be one."""
    asked = [
        enrolment.pk
        for enrolment in enrolments
        if enrolment.self_assessed
        and Moment.LATER not in enrolment.self_assessed
        and enrolment.completed_at is not None
        and enrolment.completed_at <= now - LATER_AFTER
    ]
    if not asked:
        return {}
    invitations = SelfAssessmentInvitation.objects.filter(enrolment__in=asked)
    return {
        invitation.enrolment_id: later_url(invitation)
        for invitation in invitations
        if invitation.is_open(now)
    }


def moment_of(enrolment: Enrolment) -> Moment | None:
    return open_moment(
        done=enrolment.done,
        is_completed=enrolment.completed_at is not None,
        taken=enrolment.self_assessed,
    )


def start_url(enrolment: Enrolment) -> str:
    return reverse("learning:start_self_assessment", args=[enrolment.uuid])


def later_url(invitation: SelfAssessmentInvitation) -> str:
    return reverse("learning:later", args=[tokens.sign(invitation.public_id)])


def own_assessments(enrolment: Enrolment) -> OwnAssessments:
    """The learner's own means and ratings, moment beside moment; nobody else is shown this."""
    occasions = [occasion_of(enrolment.uuid, moment) for moment in Moment]
    taken = {
        entry.moment: entry
        for entry in rated(Attempt.objects.of(enrolment.subject_id).filter(occasion__in=occasions))
    }
    shown = [taken[moment] for moment in Moment if moment in taken]
    items = shown[-1].items if shown else []
    last = shown[-1].turned if shown else {}
    lowest = min(last.values(), default=None)
    return OwnAssessments(
        course=enrolment.course.title,
        course_url=enrolment.course.url or "",
        moments=[(str(entry.moment.label), entry.score) for entry in shown],
        statements=[
            StatementLine(item["text"], [entry.ratings.get(item["id"]) for entry in shown])
            for item in items
        ],
        lowest=[item["text"] for item in items if lowest and last.get(item["id"]) == lowest],
        open_questions=open_questions(enrolment),
    )


def open_question_url(enrolment: UUID, moment: Moment) -> str:
    return reverse("learning:open_question", args=[enrolment, str(moment)])


def open_questions(enrolment: Enrolment) -> list[OpenQuestion]:
    """At each moment that was taken what is asked now, or what was asked when it was answered."""
    written = {row.moment: row for row in OpenAnswer.objects.filter(enrolment=enrolment)}
    asked = enrolment.course.open_question
    return [
        OpenQuestion(
            moment=moment,
            label=str(moment.label),
            question=asked or written[moment].question,
            text=written[moment].text if moment in written else "",
            asks=bool(asked) and moment in enrolment.self_assessed,
            url=open_question_url(enrolment.uuid, moment),
            seen=written[moment].fingerprint if moment in written else "",
        )
        for moment in Moment
        if moment in written or (asked and moment in enrolment.self_assessed)
    ]


def invitation_of(public_id: UUID) -> SelfAssessmentInvitation | None:
    rows = SelfAssessmentInvitation.objects.select_related("enrolment__course__self_assessment")
    return rows.filter(public_id=public_id).first()


def questions_of(quiz: Quiz) -> QuerySet[Question]:
    """The questions that an attempt begun now would ask, unshuffled; nothing is written for it."""
    return Question.objects.filter(quiz_questions__quiz=quiz, live=True).order_by(
        "quiz_questions__sort_order", "quiz_questions__pk"
    )


def later_form(quiz: Quiz, posted: QueryDict | None = None) -> list[QuestionScreen]:
    """The questions of the link's form; filled in as it was posted, unless that makes no sense."""
    return [
        asked_question(
            kind=question.type,
            body=question.body(),
            seed=question.key,
            position=position,
            posted=posted,
        )
        for position, question in enumerate(questions_of(quiz), start=1)
    ]


def raw_answers(quiz: Quiz, posted: QueryDict) -> dict[int, object]:
    """What a posted form says to each question, by its id; untrusted. Raises MalformedResponse."""
    return {
        question.pk: TYPES[question.type].from_form(question.body(), posted, field_name(position))
        for position, question in enumerate(questions_of(quiz), start=1)
    }
