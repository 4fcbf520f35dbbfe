"""What people are told by mail. No subject line, first sentence or calendar file says what it is about."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from credentials.models import Certificate
from design import dates
from outbox.services import Attachment, Draft, draft, post
from webinar.live import tokens, wording
from webinar.live.calendar_file import calendar_file
from webinar.live.enums import State
from webinar.live.models import LiveSession, Offer, Registration
from webinar.live.queries.people import Person, person


def confirmed(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    """A seat is taken, with the calendar file."""
    write(confirmed_draft(session=session, registration=registration, now=now), now)


def confirmed_draft(
    *,
    session: LiveSession,
    registration: Registration,
    now: datetime,
    who: Person | None = None,
) -> Draft | None:
    """The same, not written yet; None for a person who has been erased. `who`: see `register`."""
    return _compose("confirmed", session, registration, now, calendar="confirmed", who=who)


def write(mail: Draft | None, now: datetime) -> None:
    """Into the outbox, in the caller's transaction."""
    if mail is not None:
        post(mail, now=now)


def reminder(*, session: LiveSession, registration: Registration, now: datetime) -> bool:
    """The session begins soon; says whether there was anybody to write to."""
    mail = _compose("reminder", session, registration, now)
    write(mail, now)
    return mail is not None


def waiting(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    write(_compose("waiting", session, registration, now), now)


def seat_offered(
    *, session: LiveSession, registration: Registration, offer: Offer, now: datetime
) -> None:
    write(
        _compose("offer", session, registration, now, moments={"open_until": offer.expires_at}), now
    )


def offer_expired(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    write(_compose("offer_expired", session, registration, now), now)


def cancelled(
    *, session: LiveSession, registration: Registration, had_seat: bool, now: datetime
) -> None:
    """The person gave the seat back; one who had a calendar file gets its cancellation."""
    write(
        _compose(
            "cancelled", session, registration, now, calendar="cancelled" if had_seat else None
        ),
        now,
    )


def cancelled_for(
    *,
    session: LiveSession,
    registration: Registration,
    had_seat: bool,
    reason: str,
    now: datetime,
) -> None:
    """A coordinator took the place back, and says why; one who had a calendar file gets its cancellation."""
    mail = _compose(
        "cancelled_for",
        session,
        registration,
        now,
        calendar="cancelled" if had_seat else None,
        reason=reason,
    )
    write(mail, now)


def confirm_address(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    """The link that proves the mail address."""
    assert registration.confirm_by is not None
    token = tokens.sign(registration.public_id, tokens.CONFIRM)
    mail = _compose(
        "confirm_address",
        session,
        registration,
        now,
        moments={"confirm_until": registration.confirm_by},
        confirm_token=token,
    )
    write(mail, now)


def already_registered(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    write(_compose("already_registered", session, registration, now), now)


def session_changed(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    has_seat = registration.state == State.CONFIRMED
    write(
        _compose("changed", session, registration, now, calendar="confirmed" if has_seat else None),
        now,
    )


def session_cancelled(*, session: LiveSession, registration: Registration, now: datetime) -> None:
    has_seat = registration.state == State.CONFIRMED
    mail = _compose(
        "session_cancelled",
        session,
        registration,
        now,
        calendar="cancelled" if has_seat else None,
    )
    write(mail, now)


def certified(*, session: LiveSession, certificate: Certificate, now: datetime) -> None:
    """Who was there has a certificate; a coordinator wrote that down while they were away."""
    who = person(certificate.subject_id)
    if who is None:
        return
    with translation.override(who.language):
        context = {
            "name": who.name,
            "when": wording.when(session),
            "where": wording.where(session),
            "is_guest": who.is_guest,
            "certificate_url": settings.SITE_URL + certificate.get_absolute_url(),
        }
    mail = draft(
        to=who.email,
        template="live/certified",
        context=context,
        language=who.language,
        subject_id=who.subject_id,
    )
    write(mail, now)


def _compose(
    template: str,
    session: LiveSession,
    registration: Registration,
    now: datetime,
    *,
    calendar: str | None = None,
    moments: Mapping[str, datetime] | None = None,
    confirm_token: str = "",
    reason: str = "",
    who: Person | None = None,
) -> Draft | None:
    """One mail in its reader's language; nobody is written to who has been erased."""
    who = who or person(registration.subject_id)
    if who is None:
        return None
    with translation.override(who.language):
        context = _context(session, registration, who) | {
            name: dates.weekday_and_clock(at) for name, at in (moments or {}).items()
        }
        if confirm_token:
            confirm_path = reverse("live:confirm", args=[session.slug, confirm_token])
            context["confirm_url"] = settings.SITE_URL + confirm_path
        context["reason"] = reason
        attachments = _attachments(session, registration, now, calendar)
    return draft(
        to=who.email,
        template=f"live/{template}",
        context=context,
        language=who.language,
        subject_id=who.subject_id,
        attachments=attachments,
    )


def _context(session: LiveSession, registration: Registration, who: Person) -> dict[str, object]:
    return {
        "name": who.name,
        "when": wording.when(session),
        "where": wording.where(session),
        "has_link": session.has_link,
        "has_seat": registration.is_confirmed,
        "place_url": settings.SITE_URL + _place_url(session, registration, who),
        "session_url": settings.SITE_URL + session.get_absolute_url(),
    }


def _place_url(session: LiveSession, registration: Registration, who: Person) -> str:
    """Where this person sees and cancels the registration: signed in, or by a guest's own link."""
    if not who.is_guest:
        return session.get_absolute_url()
    token = tokens.sign(registration.public_id, tokens.MANAGE)
    return reverse("live:guest", args=[session.slug, token])


def _attachments(
    session: LiveSession, registration: Registration, now: datetime, calendar: str | None
) -> list[Attachment]:
    if calendar is None:
        return []
    cancelled = calendar == "cancelled"
    content = calendar_file(
        session=session, registration=registration, now=now, cancelled=cancelled
    )
    method = "CANCEL" if cancelled else "PUBLISH"
    return [Attachment.of("agenda.ics", f"text/calendar; charset=utf-8; method={method}", content)]
