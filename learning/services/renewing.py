"""Earning the certificate of a course again: by what changed, or by the course's rule when it ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from credentials.queries import about_to_end, certificates_of
from credentials.services import renew
from learning import versions
from learning.certificates import standing
from learning.completion import steps
from learning.errors import NothingToRenew
from learning.models import CoursePage, Enrolment, Renewal, RenewalStep
from learning.outline import CourseOutline
from learning.queries.outlines import read_outline

from .completing import certify, locked


def start_renewal(*, enrolment: Enrolment, course: CoursePage, now: datetime) -> Renewal:
    """The renewal that is under way, or a new one with what it asks now. Safe to repeat.

    One of which an editor took out all that was left is completed by it.

    Raises NothingToRenew: not finished, no certificate in force, nothing changed and no end near.
    """
    with transaction.atomic():
        enrolment = locked(enrolment.pk)
        outline = read_outline(course)
        found = open_renewal(enrolment)
        if found is not None:
            if not _is_left(found, outline):
                _complete(found, enrolment, course, outline, now)
                enrolment.gather_renewal()
            return found
        certificate = standing(certificates_of(enrolment.subject_id), enrolment.course_key)
        if enrolment.completed_at is None or certificate is None or not outline.certificate:
            raise NothingToRenew
        asked = versions.renewal_steps(
            outline,
            certified=certificate.achievement_version,
            taken=enrolment.taken,
            ends=bool(about_to_end([certificate], now)),
        )
        if not asked:
            raise NothingToRenew
        renewal = Renewal.objects.create(
            enrolment=enrolment,
            from_version=certificate.achievement_version,
            to_version=versions.current(outline),
            minutes=versions.minutes_of(asked),
            began_at=now,
        )
        RenewalStep.objects.bulk_create(
            RenewalStep(renewal=renewal, kind=step.kind, key=step.key) for step in asked
        )
        enrolment.gather_renewal()
    return renewal


def open_renewal(enrolment: Enrolment) -> Renewal | None:
    """The one that is under way; the caller holds the enrolment when it goes on to write."""
    return Renewal.objects.filter(enrolment=enrolment, completed_at=None).first()


def asks(renewal: Renewal | None, kind: str, key: UUID) -> bool:
    """Whether this is still to be done for the renewal."""
    if renewal is None:
        return False
    return renewal.steps.filter(kind=kind, key=key, done_at=None).exists()


def take_step(
    *,
    renewal: Renewal,
    enrolment: Enrolment,
    course: CoursePage,
    kind: str,
    key: UUID,
    now: datetime,
    attempt_id: int | None = None,
) -> None:
    """A step of a renewal is done, and with the last one the certificate is renewed.

    The caller holds the enrolment, and has gathered what it has taken.
    """
    renewal.steps.filter(kind=kind, key=key, done_at=None).update(
        done_at=now, attempt_id=attempt_id
    )
    outline = read_outline(course)
    if renewal.completed_at is None and not _is_left(renewal, outline):
        _complete(renewal, enrolment, course, outline, now)
    enrolment.gather_renewal()


def _is_left(renewal: Renewal, outline: CourseOutline) -> bool:
    """Whether it still asks something; what an editor took out of the course is asked of nobody."""
    present = {(step.kind, step.key) for step in steps(outline)}
    return bool(present & set(renewal.steps.filter(done_at=None).values_list("kind", "key")))


def _complete(
    renewal: Renewal,
    enrolment: Enrolment,
    course: CoursePage,
    outline: CourseOutline,
    now: datetime,
) -> None:
    renewal.completed_at = now
    if standing(certificates_of(enrolment.subject_id), enrolment.course_key) is not None:
        version = max(renewal.to_version, versions.known(outline, enrolment.taken))
        renewal.certificate = certify(
            enrolment, course, version=version, now=now, by=renew, renewal_minutes=renewal.minutes
        )
    renewal.save(update_fields=["completed_at", "certificate"])
