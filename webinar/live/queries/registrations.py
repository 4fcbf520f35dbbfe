"""What a person sees of their own registrations."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from design import dates
from webinar.live import access, wording
from webinar.live.enums import Answer, State
from webinar.live.links import Links, account_links
from webinar.live.models import LiveSession, Offer, Registration, WaitingListEntry
from webinar.live.models.registration import RegistrationQuerySet

# How a state looks: the tone of its surface and the icon before its words.
LOOKS: dict[str, tuple[str, str]] = {
    State.CONFIRMED: ("good", "done"),
    State.OFFERED: ("lamp", "door"),
    State.WAITING: ("quiet", "clock"),
    State.HELD: ("lamp", "mail"),
}


@dataclass(frozen=True)
class Place:
    """Where one registration stands and what can be done with it."""

    state: str
    tone: str
    icon: str
    heading: str
    sentence: str
    links: Links
    has_seat: bool
    can_join: bool
    can_cancel: bool
    can_answer: bool
    has_calendar: bool
    certificate_url: str = ""


@dataclass(frozen=True)
class MyRegistration:
    """One line of `/mijn/` or the home page: a session this person is registered for."""

    title: str
    url: str
    starts_at: datetime
    when: str
    where: str
    place: Place


def my_registrations(subject_id: UUID, now: datetime) -> tuple[MyRegistration, ...]:
    """This person's active registrations for published sessions that are not over, soonest first; one query."""
    found = (
        with_line()
        .active()
        .filter(subject_id=subject_id, session__in=LiveSession.objects.published().upcoming(now))
        .select_related("session")
        .order_by("session__starts_at", "pk")
    )
    return tuple(_line(registration, now) for registration in found)


def own_registration(session: LiveSession, subject_id: UUID | None) -> Registration | None:
    """The active registration of this person for this session, with its place in line."""
    if subject_id is None:
        return None
    return with_line().active().filter(session=session, subject_id=subject_id).first()


def by_public_id(public_id: UUID) -> Registration | None:
    """The registration a guest's link speaks of, whatever its state, with its session and place in line."""
    return with_line().filter(public_id=public_id).select_related("session").first()


@cache
def with_line() -> RegistrationQuerySet:
    """Registrations with `people_before` (in the waiting list) and `offered_until` (of the open offer).

    Made once and filtered by each who asks: making it takes longer than asking it.
    """
    before = (
        WaitingListEntry.objects.in_line()
        .filter(session=OuterRef("session"), number__lt=OuterRef("waiting_entry__number"))
        .order_by()
        .values("session")
        .annotate(people=Count("pk"))
        .values("people")
    )
    until = Offer.objects.filter(registration=OuterRef("pk"), answer=Answer.OPEN)
    added: dict[str, Combinable] = {
        "people_before": Coalesce(Subquery(before), 0),
        "offered_until": Subquery(until.values("expires_at")[:1]),
    }
    return Registration.objects.annotate(**added)


def _line(registration: Registration, now: datetime) -> MyRegistration:
    session = registration.session
    links = account_links(session)
    return MyRegistration(
        title=session.title,
        url=links.home,
        starts_at=session.starts_at,
        when=wording.when(session),
        where=wording.where(session),
        place=place(session=session, registration=registration, links=links, now=now),
    )


def place(
    *,
    session: LiveSession,
    registration: Registration,
    links: Links,
    now: datetime,
    certificate_url: str = "",
) -> Place:
    """The registration (fetched `with_line()`) in words, what it allows at this moment, and what it earned."""
    is_confirmed = registration.is_confirmed and session.cancelled_at is None
    heading, sentence = _words(session, registration, now)
    state = "session_cancelled" if session.cancelled_at else registration.state
    tone, icon = LOOKS.get(state, ("quiet", "info"))
    return Place(
        state=state,
        tone=tone,
        icon=icon,
        heading=heading,
        sentence=sentence,
        links=links,
        has_seat=is_confirmed,
        can_join=access.may_join(registration, session, now),
        can_cancel=access.may_cancel(registration, session, now)
        and registration.state != State.OFFERED
        and session.cancelled_at is None,
        can_answer=registration.state == State.OFFERED and session.goes_ahead(now),
        has_calendar=is_confirmed and not session.is_over(now),
        certificate_url=certificate_url,
    )


def _words(session: LiveSession, registration: Registration, now: datetime) -> tuple[str, str]:
    if session.cancelled_at:
        return _("This session does not take place"), _("You need not do anything.")
    if registration.state == State.CONFIRMED:
        heading = _("You were registered") if session.is_over(now) else _("You are registered")
        return heading, _how_to_take_part(session, now)
    if registration.state == State.OFFERED and registration.offered_until is not None:
        return _("A seat has come free for you"), _("It is kept for you until %(moment)s.") % {
            "moment": dates.weekday_and_clock(registration.offered_until)
        }
    if registration.confirm_by is not None:
        return _("Please confirm your mail address"), _(
            "Follow the link in the mail we sent you before %(moment)s."
        ) % {"moment": dates.weekday_and_clock(registration.confirm_by)}
    if registration.state == State.WAITING:
        return _("You are on the waiting list"), wording.place_in_line(registration.people_before)
    if registration.cancelled_by_id is not None:
        reason = getattr(registration, "cancellation_reason", None)
        return _("Your place was cancelled by the organisers"), reason.text if reason else ""
    return _("You are not registered"), _what_now(session, registration, now)


def _what_now(session: LiveSession, registration: Registration, now: datetime) -> str:
    """For somebody whose place is gone."""
    if not session.takes_registrations(now):
        return ""
    if registration.state == State.LAPSED:
        return _(
            "The time to accept the seat has passed. You can register again as long as registration is open."
        )
    return _("You can register again as long as registration is open.")


def _how_to_take_part(session: LiveSession, now: datetime) -> str:
    if session.is_over(now):
        if session.can_be_joined(now):
            return _("By the clock this session is over. If it runs late, you can still take part.")
        return _("This session is over.")
    if not session.is_online:
        return _how_to_come(session, now)
    if session.can_be_joined(now):
        return _("You can take part now.")
    if not session.join_url:
        return _("The link to take part will appear on this page before the session.")
    return _("The link to take part appears on this page 15 minutes before the start.")


def _how_to_come(session: LiveSession, now: datetime) -> str:
    if not session.has_link:
        return _("We expect you there.")
    if session.can_be_joined(now):
        return _("We expect you there. You can take part online now, too.")
    return _(
        "We expect you there. Would you rather take part online? The link appears on this page 15 "
        "minutes before the start."
    )
