"""How far learners come in a course."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from credentials.models import Certificate, CertificateSettings
from learning.completion import achievement_key, steps
from learning.enums import CompletedBy
from learning.models import Enrolment, Renewal
from learning.outline import CourseOutline
from learning.queries.outlines import read_outlines
from learning.versions import current


@dataclass(frozen=True)
class Due:
    """How many people may renew the certificate of a course, and why; nobody is counted twice in a line."""

    changed: int = 0
    ending: int = 0
    ended: int = 0
    renewing: int = 0

    @property
    def lines(self) -> list[tuple[str, int]]:
        return [
            (_("Finished an older version: may renew by what changed"), self.changed),
            (_("Certificate ends soon"), self.ending),
            (_("Certificate has ended and was not renewed"), self.ended),
            (_("Renewing now"), self.renewing),
        ]


@dataclass(frozen=True)
class CourseSteps:
    """How far the learners of one course came; each step counts people, and holds the next."""

    title: str
    enrolled: int
    started: int
    passed: int
    certified: int
    due: Due = Due()

    @property
    def steps(self) -> list[tuple[str, int]]:
        return [
            (_("Enrolled"), self.enrolled),
            (_("Started"), self.started),
            (_("Passed every quiz"), self.passed),
            (_("Certified"), self.certified),
        ]

    @property
    def shares(self) -> list[tuple[str, int, int]]:
        """Each step with its share of all who enrolled, in whole per cent."""
        return [
            (name, count, round(100 * count / self.enrolled) if self.enrolled else 0)
            for name, count in self.steps
        ]


def course_steps(now: datetime) -> list[CourseSteps]:
    """Every published course, as many queries whatever their number."""
    courses = {outline.key: outline for outline in read_outlines()}
    enrolments = (
        Enrolment.objects.filter(course_key__in=courses)
        .annotate(
            opened=Count("lessons", distinct=True),
            modules_passed=Count("modules", distinct=True),
            lessons_passed=Count(
                "lessons", distinct=True, filter=Q(lessons__completed_by=CompletedBy.PASSED)
            ),
        )
        .values_list("course_key", "opened", F("modules_passed") + F("lessons_passed"))
    )
    enrolled: Counter = Counter()
    started: Counter = Counter()
    passed: Counter = Counter()
    for key, opened, quizzes_passed in enrolments:
        enrolled[key] += 1
        started[key] += bool(opened or quizzes_passed)
        passed[key] += bool(quizzes_passed and quizzes_passed >= _quizzes_in(courses[key]))
    certified = _certified(courses)
    due = _due(courses, now)
    return [
        CourseSteps(
            title=outline.title,
            enrolled=enrolled[key],
            started=started[key],
            passed=passed[key],
            certified=certified.get(achievement_key(key), 0),
            due=due[key],
        )
        for key, outline in courses.items()
    ]


def _quizzes_in(course: CourseOutline) -> int:
    return sum(step.is_passed for step in steps(course))


def _certified(courses: dict) -> dict[str, int]:
    keys = [achievement_key(key) for key in courses]
    rows = (
        Certificate.objects.in_force()
        .filter(achievement_key__in=keys)
        .values("achievement_key")
        .annotate(people=Count("subject_id", distinct=True))
    )
    return {row["achievement_key"]: row["people"] for row in rows}


def _due(courses: dict[UUID, CourseOutline], now: datetime) -> dict[UUID, Due]:
    """Of everyone's newest certificate in force: is it of an older version, does it end, has it ended?"""
    keys = {achievement_key(key): key for key in courses}
    rows = (
        Certificate.objects.in_force()
        .filter(achievement_key__in=keys)
        .order_by("achievement_version", "renewal", "edition")
    )
    newest = {
        (key, subject): (version, expires_at)
        for key, subject, version, expires_at in rows.values_list(
            "achievement_key", "subject_id", "achievement_version", "expires_at"
        )
    }
    until = now + timedelta(days=CertificateSettings.load().reminder_days)
    changed: Counter = Counter()
    ending: Counter = Counter()
    ended: Counter = Counter()
    for (achievement, _subject), (version, expires_at) in newest.items():
        key = keys[achievement]
        changed[key] += version < current(courses[key])
        ended[key] += expires_at is not None and expires_at <= now
        ending[key] += expires_at is not None and now < expires_at <= until
    renewing = Counter(
        Renewal.objects.filter(completed_at=None).values_list("enrolment__course_key", flat=True)
    )
    return {key: Due(changed[key], ending[key], ended[key], renewing[key]) for key in courses}
