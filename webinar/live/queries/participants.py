"""Who takes part in a session, by name: for coordinators."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Subject
from webinar.live.enums import State
from webinar.live.models import Attendance, LiveSession, Registration

from .people import person_of


@dataclass(frozen=True)
class Participant:
    """One active registration, or somebody who attended, with the name behind it if there still is one."""

    subject_id: UUID
    registration_id: UUID | None
    name: str
    email: str
    state: str
    state_words: str
    made_at: datetime | None
    remark: str
    attended: bool
    minutes: int | None


@dataclass(frozen=True)
class TakenBack:
    """A place that a coordinator cancelled: whose, when, by whom and why."""

    name: str
    ended_at: datetime
    cancelled_by: str
    reason: str


@dataclass(frozen=True)
class SeatCount:
    seats: int
    confirmed: int
    held: int
    offered: int
    waiting: int


def participants(session: LiveSession) -> tuple[Participant, ...]:
    """In the order of registering: those with a seat, then the waiting list; three queries for any number."""
    present = dict(Attendance.objects.filter(session=session).values_list("subject_id", "minutes"))
    registrations = list(
        Registration.objects.active()
        .filter(session=session)
        .select_related("subject__user", "subject__guest", "remark")
        .order_by("made_at", "pk")
    )
    registrations.sort(key=lambda registration: registration.state == State.WAITING)
    registered = {registration.subject_id for registration in registrations}
    others = Subject.objects.filter(pk__in=present.keys() - registered).select_related(
        "user", "guest"
    )
    return (
        *(_registered(registration, present) for registration in registrations),
        *(_unregistered(subject, present[subject.pk]) for subject in others),
    )


def taken_back(session: LiveSession) -> tuple[TakenBack, ...]:
    """The places that coordinators cancelled, the last one first; one query."""
    found = (
        Registration.objects.filter(session=session, cancelled_by__isnull=False)
        .select_related(
            "subject__user",
            "subject__guest",
            "cancelled_by__user",
            "cancelled_by__guest",
            "cancellation_reason",
        )
        .order_by("-ended_at", "-pk")
    )
    return tuple(_taken_back(registration) for registration in found)


def seat_count(session: LiveSession) -> SeatCount:
    """How the seats and the line stand."""
    states = list(
        Registration.objects.active().filter(session=session).values_list("state", flat=True)
    )
    return SeatCount(
        seats=session.slots.count(),
        confirmed=states.count(State.CONFIRMED),
        held=states.count(State.HELD),
        offered=states.count(State.OFFERED),
        waiting=states.count(State.WAITING),
    )


def _registered(registration: Registration, present: dict[UUID, int | None]) -> Participant:
    who = person_of(registration.subject)
    return Participant(
        subject_id=registration.subject_id,
        registration_id=registration.public_id,
        name=who.name if who else _("(erased)"),
        email=who.email if who else "",
        state=registration.state,
        state_words=registration.get_state_display(),
        made_at=registration.made_at,
        remark=registration.remark.text if hasattr(registration, "remark") else "",
        attended=registration.subject_id in present,
        minutes=present.get(registration.subject_id),
    )


def _taken_back(registration: Registration) -> TakenBack:
    assert registration.ended_at is not None and registration.cancelled_by is not None
    reason = getattr(registration, "cancellation_reason", None)
    return TakenBack(
        name=_name(registration.subject),
        ended_at=registration.ended_at,
        cancelled_by=_name(registration.cancelled_by),
        reason=reason.text if reason else _("(erased)"),
    )


def _name(subject: Subject) -> str:
    who = person_of(subject)
    return who.name if who else _("(erased)")


def _unregistered(subject: Subject, minutes: int | None) -> Participant:
    who = person_of(subject)
    return Participant(
        subject_id=subject.pk,
        registration_id=None,
        name=who.name if who else _("(erased)"),
        email=who.email if who else "",
        state="",
        state_words=_("No active registration"),
        made_at=None,
        remark="",
        attended=True,
        minutes=minutes,
    )
