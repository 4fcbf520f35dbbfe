"""Who cannot go on in a course because the attempts at a quiz are used up."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from accounts.models import User
from learning import occasions
from learning.completion import QUIZ, Step, is_done, steps
from learning.models.enrolment import Enrolment
from learning.outline import CourseOutline
from quizzes.models import Attempt, GrantedAttempt
from quizzes.sittings import Sittings, unpassed_sittings, wait_for_a_grant

from .outlines import outlines


@dataclass(frozen=True)
class Stuck:
    """A person who waits for one more attempt. `attempt` is the last one; `number` that of the next grant."""

    attempt: UUID
    person: str
    course: str
    place: str
    attempts: int
    granted: int
    since: datetime | None

    @property
    def number(self) -> int:
        return self.granted + 1


@dataclass(frozen=True)
class Granted:
    """What was granted, to whom, by whom and why; names while there are any."""

    person: str
    quiz: str
    at: datetime
    by: str
    reason: str
    note: str


@dataclass(frozen=True)
class Waiting:
    """A step of a course that is not done before its quiz is passed, with that quiz in every language."""

    step: Step
    quizzes: frozenset[int]


def step_that_waits(enrolment: Enrolment, occasion: str, quiz_id: int) -> Waiting | None:
    """The step for which an attempt was begun, if the course still waits for it; no query.

    Nothing waits for a quiz to practise with, for one that was exchanged since, or for what a course asks
    of nobody.
    """
    begun_for = occasions.read(occasion)
    courses = outlines().in_every_language(enrolment.course_key, first=get_language() or "")
    if begun_for is None or not courses:
        return None
    for step in (step for course in courses for step in steps(course) if step.is_passed):
        is_begun = step.key == begun_for.lesson if begun_for.lesson else step.kind == QUIZ
        quizzes = quizzes_of_step(courses, step)
        if is_begun and quiz_id in quizzes and _is_left(enrolment, occasion, step):
            return Waiting(step, quizzes)
    return None


def waits_for(enrolment: Enrolment, key: UUID) -> bool:
    """Whether a course, or the renewal that is under way, waits for the quiz of this module or lesson."""
    occasion = enrolment.renewing.get("occasion", enrolment.occasion)
    courses = outlines().in_every_language(enrolment.course_key)
    return any(
        step.key == key and step.is_passed and _is_left(enrolment, occasion, step)
        for course in courses
        for step in steps(course)
    )


def stuck_learners() -> list[Stuck]:
    """Everyone whose course waits for a quiz that they may not take any more, the longest wait first.

    As many queries whatever their number.
    """
    found = _by_occasion(unpassed_sittings())
    enrolments = _enrolments(found)
    waiting: list[tuple[Waiting, Enrolment, Sequence[Sittings]]] = []
    for occasion, sittings in found.items():
        enrolment = enrolments.get(occasion)
        seen: set[tuple[str, UUID]] = set()
        for each in sittings if enrolment else ():
            asked = step_that_waits(enrolment, occasion, each.quiz_id) if enrolment else None
            if enrolment is None or asked is None or (asked.step.kind, asked.step.key) in seen:
                continue
            seen.add((asked.step.kind, asked.step.key))
            together = [other for other in sittings if other.quiz_id in asked.quizzes]
            if wait_for_a_grant(together):
                waiting.append((asked, enrolment, together))
    return _screens(waiting)


def granted_attempts(most: int) -> list[Granted]:
    """What was granted last."""
    rows = GrantedAttempt.objects.select_related(
        "quiz", "note", "subject__user", "granted_by__user"
    )
    return [
        Granted(
            person=_name(getattr(row.subject, "user", None)),
            quiz=row.quiz.title,
            at=row.granted_at,
            by=_name(getattr(row.granted_by, "user", None)),
            reason=str(row.get_reason_display()),
            note=row.note.text if hasattr(row, "note") else "",
        )
        for row in rows[:most]
    ]


def quizzes_of_step(courses: Iterable[CourseOutline], step: Step) -> frozenset[int]:
    """The quizzes of one step in every language."""
    found: set[int | None] = set()
    for course in courses:
        if step.kind == QUIZ:
            found |= {module.quiz_id for module in course.modules if module.key == step.key}
        else:
            found |= {lesson.quiz_id for lesson in course.lessons if lesson.key == step.key}
    return frozenset(quiz for quiz in found if quiz is not None)


def _is_left(enrolment: Enrolment, occasion: str, step: Step) -> bool:
    """Whether the enrolment, or the renewal that is under way in it, is not complete without this step."""
    renewing = enrolment.renewing
    if renewing and occasion.startswith(renewing["occasion"]):
        return [step.kind, str(step.key), False] in renewing["steps"]
    is_its_own = occasion.startswith(enrolment.occasion) and enrolment.completed_at is None
    return is_its_own and step.completes_course and not is_done(step, enrolment.done)


def _by_occasion(sittings: Iterable[Sittings]) -> dict[str, list[Sittings]]:
    """Those that were begun for a course, by what they were begun for."""
    found: dict[str, list[Sittings]] = defaultdict(list)
    for each in sittings:
        if occasions.read(each.occasion) is not None:
            found[each.occasion].append(each)
    return found


def _enrolments(found: Iterable[str]) -> dict[str, Enrolment]:
    """The enrolment of each occasion, or the one whose renewal it is."""
    read = {occasion: begun for occasion in found if (begun := occasions.read(occasion))}
    own = {begun.enrolment for begun in read.values() if begun.enrolment}
    renewals = {begun.renewal for begun in read.values() if begun.renewal}
    by_uuid = {row.uuid: row for row in Enrolment.objects.filter(uuid__in=own)}
    renewed = Enrolment.objects.filter(renewals__uuid__in=renewals) if renewals else ()
    by_renewal = {row.renewing["occasion"]: row for row in renewed if row.renewing}
    return {
        occasion: enrolment
        for occasion, begun in read.items()
        if (
            enrolment := by_uuid.get(begun.enrolment)
            if begun.enrolment
            else by_renewal.get(occasions.of_renewal(begun.renewal))
            if begun.renewal
            else None
        )
    }


def _screens(waiting: Sequence[tuple[Waiting, Enrolment, Sequence[Sittings]]]) -> list[Stuck]:
    newest = {max(each.newest for each in together) for _asked, _enrolment, together in waiting}
    attempts = Attempt.objects.in_bulk(newest)
    people = {
        user.subject_id: user
        for user in User.objects.filter(
            subject__in={enrolment.subject_id for _asked, enrolment, _together in waiting}
        )
    }
    titles = outlines()
    screens = []
    for asked, enrolment, together in waiting:
        course = titles.in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
        last = attempts[max(each.newest for each in together)]
        screens.append(
            Stuck(
                attempt=last.public_id,
                person=_name(people.get(enrolment.subject_id)),
                course=course.title if course else "",
                place=asked.step.title,
                attempts=sum(each.taken for each in together),
                granted=sum(each.granted for each in together),
                since=last.submitted_at,
            )
        )
    return sorted(screens, key=lambda each: (each.since is None, each.since, each.person))


def _name(user: User | None) -> str:
    """Empty for whoever was erased."""
    return (user.name or user.email) if user else ""
