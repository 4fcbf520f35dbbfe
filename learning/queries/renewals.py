"""What a finished learner may renew, and how far they are with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from credentials.models import Certificate
from credentials.queries import about_to_end
from learning import versions, wording
from learning.certificates import standing
from learning.completion import Step, steps
from learning.models.enrolment import Enrolment
from learning.outline import CourseOutline

from .changes import Change, changes_shown
from .outlines import outlines
from .states import NextStep, next_row


@dataclass(frozen=True)
class RenewalScreen:
    """An offer, or with `next` a renewal under way; one without `duration` waits for a last press.

    `ends_at` only where the end is near or past.
    """

    course: str
    course_url: str
    course_pk: int
    asks: str
    duration: str
    changes: tuple[Change, ...] = ()
    ends_at: datetime | None = None
    has_ended: bool = False
    next: NextStep | None = None
    done: int = 0
    of: int = 0


@dataclass(frozen=True)
class UnderWay:
    """A renewal that was begun: its steps that the course still has, and those that are left."""

    occasion: str
    from_version: int
    steps: tuple[Step, ...]
    left: tuple[Step, ...]

    @property
    def next(self) -> Step | None:
        return self.left[0] if self.left else None

    def asks(self, kind: str, pk: int) -> bool:
        return any(step.kind == kind and step.pk == pk for step in self.left)


def renewal_in(course: CourseOutline, enrolment: Enrolment | None) -> UnderWay | None:
    """The renewal that is under way in an enrolment; no query."""
    if enrolment is None or not enrolment.renewing:
        return None
    kept = enrolment.renewing
    state = {(kind, UUID(key)): is_done for kind, key, is_done in kept["steps"]}
    asked = tuple(step for step in steps(course) if (step.kind, step.key) in state)
    left = tuple(step for step in asked if not state[step.kind, step.key])
    return UnderWay(kept["occasion"], kept["from_version"], asked, left)


def renewals(
    taken: Sequence[tuple[CourseOutline, Enrolment]],
    certificates: Collection[Certificate],
    now: datetime,
) -> list[RenewalScreen]:
    """What is under way and what is offered, course by course; one query at most."""
    ending = about_to_end(certificates, now)
    screens = []
    for outline, enrolment in taken:
        if enrolment.completed_at is None or not outline.certificate:
            continue
        certificate = standing(certificates, enrolment.course_key)
        if certificate is None:
            continue
        ends = certificate.pk in ending
        begun = renewal_in(outline, enrolment)
        screen = (
            _begun(outline, certificate, begun, now, ends=ends)
            if begun
            else _offer(outline, enrolment, certificate, now, ends=ends)
        )
        if screen is not None:
            screens.append(screen)
    return screens


def way_on_in_renewal(enrolment: Enrolment) -> str:
    """The next thing that a renewal asks, or the course when it asks nothing more; "" without a course."""
    enrolment.refresh_from_db(fields=["renewing"])
    course = outlines().in_language(enrolment.course_key, get_language() or "", enrolment.course_id)
    if course is None:
        return ""
    found = renewal_in(course, enrolment)
    return found.next.url if found and found.next else course.url


def _begun(
    course: CourseOutline,
    certificate: Certificate,
    found: UnderWay,
    now: datetime,
    *,
    ends: bool,
) -> RenewalScreen:
    screen = _screen(course, certificate, found.steps, now, since=found.from_version, ends=ends)
    return replace(
        screen,
        duration=wording.duration(versions.minutes_of(found.left)) if found.left else "",
        next=next_row(found.next),
        done=len(found.steps) - len(found.left),
        of=len(found.steps),
    )


def _offer(
    course: CourseOutline,
    enrolment: Enrolment,
    certificate: Certificate,
    now: datetime,
    *,
    ends: bool,
) -> RenewalScreen | None:
    asked = versions.renewal_steps(
        course,
        certified=certificate.achievement_version,
        taken=enrolment.taken,
        ends=ends,
    )
    if not asked:
        return None
    return _screen(
        course, certificate, asked, now, since=certificate.achievement_version, ends=ends
    )


def _screen(
    course: CourseOutline,
    certificate: Certificate,
    asked: Sequence[Step],
    now: datetime,
    *,
    since: int,
    ends: bool,
) -> RenewalScreen:
    newer = versions.since(course, since)
    ends_at = certificate.expires_at if ends else None
    return RenewalScreen(
        course=course.title,
        course_url=course.url,
        course_pk=course.pk,
        asks=wording.asked_for(
            lessons=sum(not step.is_passed for step in asked),
            quizzes=sum(step.is_passed for step in asked),
        ),
        duration=wording.duration(versions.minutes_of(asked)),
        changes=changes_shown(newer, course, get_language() or ""),
        ends_at=ends_at,
        has_ended=ends_at is not None and ends_at <= now,
    )
