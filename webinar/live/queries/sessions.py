"""What readers see of live sessions: cards and the page of one session."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from design import dates
from webinar.live import wording
from webinar.live.links import account_links
from webinar.live.models import LiveSession, Registration

from .certificates import own_certificate_url
from .registrations import Place, place


@dataclass(frozen=True)
class SessionCard:
    """One session in a list: the same for everyone, and true until the next publication.

    `spoken` names the session's language where that is another one than the list's.
    """

    title: str
    url: str
    summary: str
    starts_at: datetime
    when: str
    where: str
    is_online: bool
    language: str
    spoken: str
    is_cancelled: bool
    note: str


@dataclass(frozen=True)
class SessionList:
    upcoming: tuple[SessionCard, ...]
    past: tuple[SessionCard, ...]


@dataclass(frozen=True)
class SessionScreen:
    """The page of one session for one reader, in words."""

    kind: str
    title: str
    summary: str
    description: str
    language: str
    spoken: str
    day: str
    hours: str
    where: str
    is_online: bool
    speakers: str
    is_cancelled: bool
    is_over: bool
    certificate: str
    participants: str
    participants_source: str
    recording_awaited: bool
    seats: str
    closed: str
    can_register: bool
    is_full: bool
    # Somebody may take part by its link, now or later: who is not signed in may be one of them.
    awaits_people: bool
    place: Place | None


def upcoming_cards(now: datetime, limit: int | None = None) -> tuple[SessionCard, ...]:
    """The next published sessions, in one query, soonest first; for pages that the server keeps."""
    found = LiveSession.objects.published().upcoming(now)
    return tuple(card(session, now) for session in (found[:limit] if limit else found))


def session_list(now: datetime) -> SessionList:
    """All published sessions in two queries: what is to come, then what is past, newest first."""
    past = LiveSession.objects.published().past(now)
    return SessionList(
        upcoming=upcoming_cards(now), past=tuple(card(session, now) for session in past)
    )


def card(session: LiveSession, now: datetime) -> SessionCard:
    return SessionCard(
        title=session.title,
        url=session.get_absolute_url(),
        summary=session.summary,
        starts_at=session.starts_at,
        when=wording.when(session),
        where=wording.where(session),
        is_online=session.is_online,
        language=session.language,
        spoken="" if session.language == get_language() else session.get_language_display(),
        is_cancelled=session.cancelled_at is not None,
        note=_note(session, now),
    )


def _note(session: LiveSession, now: datetime) -> str:
    if session.cancelled_at is not None:
        return _("Does not take place")
    if session.is_over(now) and session.participants_known is not None:
        return wording.participants(session.participants_known)
    return ""


def session_screen(
    *, session: LiveSession, registration: Registration | None, now: datetime
) -> SessionScreen:
    """The page of a session fetched `with_seats()`, for the holder of this registration or for nobody."""
    is_full = session.seats_taken >= session.seats
    is_open = session.takes_registrations(now) and session.seats > 0
    own = None
    if registration is not None:
        own = place(
            session=session,
            registration=registration,
            links=account_links(session),
            now=now,
            certificate_url=own_certificate_url(session, registration.subject_id),
        )
    return SessionScreen(
        kind=wording.kind(session),
        title=session.title,
        summary=session.summary,
        description=session.description,
        language=session.language,
        spoken=session.get_language_display(),
        day=dates.weekday(session.starts_at),
        hours=wording.hours(session),
        where=wording.where(session),
        is_online=session.is_online,
        speakers=session.speakers,
        is_cancelled=session.cancelled_at is not None,
        is_over=session.is_over(now),
        certificate=(
            "" if session.cancelled_at else wording.certificate(session.certificate_minutes)
        ),
        participants=(
            wording.participants(session.participants_known)
            if session.participants_known is not None
            else ""
        ),
        participants_source=session.participants_source,
        recording_awaited=session.recording_awaited,
        seats=(
            wording.seats_left(session.seats, session.seats_taken, session.waiting_list)
            if is_open
            else ""
        ),
        closed="" if is_open else wording.closed(session, now),
        can_register=is_open and own is None and (not is_full or session.waiting_list),
        is_full=is_full,
        awaits_people=session.seats_taken > 0
        and session.has_link
        and session.cancelled_at is None
        and (not session.is_over(now) or session.can_be_joined(now)),
        place=own,
    )


def published_session(slug: str) -> LiveSession | None:
    """The published session at this address, with its seats counted."""
    return LiveSession.objects.published().with_seats().filter(slug=slug).first()
