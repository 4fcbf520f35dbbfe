"""How far learners come in a course."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from credentials.models import Certificate
from learning.completion import achievement_key
from learning.models import Enrolment
from learning.outline import CourseOutline
from learning.queries.outlines import read_outlines


@dataclass(frozen=True)
class CourseSteps:
    """How far the learners of one course came; each step counts people, and holds the next."""

    title: str
    enrolled: int
    started: int
    passed: int
    certified: int

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


def course_steps() -> list[CourseSteps]:
    """Every published course, four queries whatever their number."""
    courses = {outline.key: outline for outline in read_outlines()}
    enrolments = (
        Enrolment.objects.filter(course_key__in=courses)
        .annotate(
            opened=Count("lessons", distinct=True),
            passed=Count("modules", distinct=True),
        )
        .values_list("course_key", "opened", "passed")
    )
    enrolled: Counter = Counter()
    started: Counter = Counter()
    passed: Counter = Counter()
    for key, opened, modules_passed in enrolments:
        enrolled[key] += 1
        started[key] += bool(opened or modules_passed)
        passed[key] += bool(modules_passed and modules_passed >= _quizzes_in(courses[key]))
    certified = _certified(courses)
    return [
        CourseSteps(
            title=outline.title,
            enrolled=enrolled[key],
            started=started[key],
            passed=passed[key],
            certified=certified.get(achievement_key(key), 0),
        )
        for key, outline in courses.items()
    ]


def _quizzes_in(course: CourseOutline) -> int:
    return sum(module.quiz_id is not None for module in course.modules)


def _certified(courses: dict) -> dict[str, int]:
    keys = [achievement_key(key) for key in courses]
    rows = (
        Certificate.objects.in_force()
        .filter(achievement_key__in=keys)
        .values("achievement_key")
        .annotate(people=Count("subject_id", distinct=True))
    )
    return {row["achievement_key"]: row["people"] for row in rows}
