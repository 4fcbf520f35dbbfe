"""The shape of every published course, read once per generation: it is the same for everyone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

from learning.doors import BY_ORGANISATION
from learning.enums import CompletionRule
from learning.models import pages
from learning.models.version import CourseVersion
from learning.moment_questions import moment_questions_of
from learning.outline import CourseOutline, LessonOutline, ModuleOutline, Segment
from learning.prerequisites import keys_asked
from learning.versions import Version
from quizzes.limits import Limits
from quizzes.models import Quiz
from safety import page_cache

PUBLISHED = Q(live=True)
NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Outlines:
    """Every published course, by its page and by its key and language."""

    by_pk: dict[int, CourseOutline]
    by_language: dict[tuple[UUID, str], CourseOutline]
    by_part_pk: dict[int, CourseOutline]
    keys_by_recording: dict[int, frozenset[UUID]]

    def of_part(self, page_pk: int) -> CourseOutline | None:
        """The course that a module or lesson page belongs to."""
        return self.by_part_pk.get(page_pk)

    def of(self, course_pk: int) -> CourseOutline | None:
        return self.by_pk.get(course_pk)

    def in_language(self, key: UUID, language: str, course_pk: int) -> CourseOutline | None:
        """The course in a language, or as it was when the learner enrolled, or where it is published still."""
        found = self.by_language.get((key, language)) or self.by_pk.get(course_pk)
        return found or next(iter(self.in_every_language(key)), None)

    def in_every_language(self, key: UUID, first: str = "") -> list[CourseOutline]:
        """The course in each of its languages, the one named `first` before the others."""
        found = [course for course in self.by_pk.values() if course.key == key]
        return sorted(found, key=lambda course: course.language != first)


def outlines(believed_for: float | None = None) -> Outlines:
    """What is kept for this generation; seven queries when it is made, eight where courses name organisations, none afterwards."""
    return page_cache.fragment(
        "learning outlines", lambda: _gather(read_outlines()), believed_for=believed_for
    )


def read_outline(course: "pages.CoursePage") -> CourseOutline:
    """One course as it stands in the database at this moment, for a service that decides by it."""
    return next(iter(read_outlines([course])))


def read_previewed_outline(course: "pages.CoursePage", part: Page | None = None) -> CourseOutline:
    """One course as a preview of it, or of a part of it, shows it.

    Of a published course: what is published, and the part with the module it stands in. Of a draft: all.
    """
    return next(iter(read_outlines([course], also=_previewed(course, part))))


def _previewed(course: "pages.CoursePage", part: Page | None) -> Q:
    """The pages that a preview shows, published or not."""
    if not course.live:
        return Q(path__startswith=course.path)
    if part is None:
        return NOTHING
    above_it = Q(path=part.path[: -Page.steplen])
    return above_it | (Q(path=part.path) if part.live else Q(path__startswith=part.path))


def read_outlines(
    courses: "Iterable[pages.CoursePage] | None" = None, also: Q = NOTHING
) -> list[CourseOutline]:
    """Courses with their published modules and lessons, and with those of `also`, in the order of the tree.

    Without `courses`: every published one.
    """
    if courses is None:
        courses = (
            pages.CoursePage.objects.live()
            .select_related("locale", "self_assessment")
            .order_by("path")
        )
    modules = _by_parent(
        pages.ModulePage.objects.filter(PUBLISHED | also)
        .select_related("quiz")
        .only(
            "path",
            "slug",
            "title",
            "translation_key",
            "quiz__live",
            "quiz__attempts_allowed",
            "quiz__wait_minutes",
            "quiz__time_limit_minutes",
            "quiz_minutes",
            "rule",
            "required",
        )
    )
    lessons = _by_parent(
        pages.LessonPage.objects.filter(PUBLISHED | also).only(
            "path",
            "slug",
            "title",
            "translation_key",
            "minutes",
            "body",
            "completion_rule",
            "played_share",
            "last_published_at",
        )
    )
    courses = list(courses)
    before = keys_asked()
    versions = _versions()
    published = _published_quizzes(lessons)
    named = _organisations(courses)
    return [
        _course(course, modules, lessons, before, versions, published, named) for course in courses
    ]


def segments_of(body: Any) -> tuple[Segment, ...]:
    """The segments of a lesson, from its stored stream: no block is built, no recording fetched."""
    return tuple(
        Segment(block["value"]["recording"], block["value"]["start"], block["value"]["end"])
        for block in body.raw_data
        if block["type"] == "segment" and block["value"].get("recording")
    )


def quiz_of(body: Any) -> int | None:
    """The quiz that stands in a lesson, from its stored stream; None where none does."""
    return next(
        (block["value"].get("quiz") for block in body.raw_data if block["type"] == "quiz"), None
    )


def recordings_of(body: Any) -> frozenset[int]:
    """Every recording of which a lesson shows something."""
    return frozenset(
        block["value"]["recording"]
        for block in body.raw_data
        if block["type"] in ("segment", "slides") and block["value"].get("recording")
    )


def _published_quizzes(lessons: dict[str, list[Any]]) -> dict[int, bool]:
    """Whether each quiz that stands in a lesson is published; one that was deleted is not there."""
    asked = {quiz_of(lesson.body) for found in lessons.values() for lesson in found} - {None}
    return dict(Quiz.objects.filter(pk__in=asked).values_list("pk", "live")) if asked else {}


def _versions() -> dict[UUID, list[Version]]:
    """What was noted of every course, in any language, by its key; oldest first."""
    noted: dict[UUID, list[Version]] = defaultdict(list)
    for row in CourseVersion.objects.order_by("number"):
        noted[row.course_key].append(
            Version(
                number=row.number,
                noted_at=row.noted_at,
                language=row.language,
                sentences=row.sentences,
                lessons=frozenset(map(UUID, row.lessons)),
                quizzes=frozenset(map(UUID, row.quizzes)),
                by_role=row.by_role,
            )
        )
    return noted


def _organisations(courses: "list[pages.CoursePage]") -> dict[int, set[int]]:
    """The organisations that courses are for, by course; asked only where a course is closed to others."""
    closed = [course.pk for course in courses if course.open_to in BY_ORGANISATION]
    named: dict[int, set[int]] = defaultdict(set)
    if closed:
        through = pages.CoursePage.organisations.through.objects.filter(coursepage_id__in=closed)
        for course_pk, organisation_pk in through.values_list("coursepage_id", "organisation_id"):
            named[course_pk].add(organisation_pk)
    return named


def _by_parent(found: Iterable[Page]) -> dict[str, list[Any]]:
    children: dict[str, list[Any]] = defaultdict(list)
    for page in sorted(found, key=lambda page: page.path):
        children[page.path[: -Page.steplen]].append(page)
    return children


def _course(
    course: "pages.CoursePage",
    modules: dict[str, list[Page]],
    lessons: dict[str, list[Page]],
    before: dict[UUID, list[UUID]],
    versions: dict[UUID, list[Version]],
    published: dict[int, bool],
    named: dict[int, set[int]],
) -> CourseOutline:
    url = course.get_url() or ""
    return CourseOutline(
        pk=course.pk,
        key=course.translation_key,
        title=course.title,
        url=url,
        language=course.locale.language_code,
        minutes=course.minutes,
        order=course.order,
        certificate=course.certificate,
        open_to=course.open_to,
        opens_at=course.opens_at,
        closes_at=course.closes_at,
        prerequisites=tuple(before.get(course.translation_key, ())),
        organisations=frozenset(named.get(course.pk, ())),
        has_self_assessment=course.self_assessment is not None and course.self_assessment.live,
        published_at=course.first_published_at,
        versions=tuple(versions.get(course.translation_key, ())),
        validity_months=course.validity_months,
        renewal_rule=course.renewal_rule,
        reminder_days=course.reminder_days,
        whom_to_ask=course.whom_to_ask,
        modules=tuple(
            _module(module, number, url, lessons[module.path], published)
            for number, module in enumerate(modules[course.path], start=1)
        ),
    )


def _module(
    module: "pages.ModulePage",
    number: int,
    course_url: str,
    lessons: list[Page],
    published: dict[int, bool],
) -> ModuleOutline:
    url = f"{course_url}{module.slug}/"
    return ModuleOutline(
        pk=module.pk,
        key=module.translation_key,
        number=number,
        title=module.title,
        url=url,
        quiz_id=module.quiz_id,
        quiz_is_published=module.quiz is not None and module.quiz.live,
        quiz_limits=module.quiz.limits if module.quiz else Limits(),
        quiz_minutes=module.quiz_minutes,
        rule=module.rule,
        required=module.required,
        lessons=tuple(_lesson(lesson, url, published) for lesson in lessons),
    )


def _lesson(
    lesson: "pages.LessonPage", module_url: str, published: dict[int, bool]
) -> LessonOutline:
    quiz_id = quiz_of(lesson.body)
    return LessonOutline(
        pk=lesson.pk,
        key=lesson.translation_key,
        title=lesson.title,
        url=f"{module_url}{lesson.slug}/",
        minutes=lesson.minutes,
        segments=segments_of(lesson.body),
        recordings=recordings_of(lesson.body),
        rule=lesson.completion_rule,
        played_share=_played_share(lesson),
        published_at=lesson.last_published_at,
        questions=moment_questions_of(lesson),
        quiz_id=quiz_id if quiz_id in published else None,
        quiz_is_published=published.get(quiz_id, True) if quiz_id else True,
    )


def _played_share(lesson: "pages.LessonPage") -> int | None:
    if lesson.completion_rule != CompletionRule.PLAYED_OR_READ:
        return None
    return lesson.played_share


def _gather(courses: list[CourseOutline]) -> Outlines:
    keys: dict[int, set[UUID]] = defaultdict(set)
    for course in courses:
        for lesson in course.lessons:
            for recording_id in lesson.recordings:
                keys[recording_id].add(course.key)
    return Outlines(
        by_pk={course.pk: course for course in courses},
        by_language={(course.key, course.language): course for course in courses},
        by_part_pk={
            pk: course
            for course in courses
            for module in course.modules
            for pk in (module.pk, *(lesson.pk for lesson in module.lessons))
        },
        keys_by_recording={pk: frozenset(found) for pk, found in keys.items()},
    )
