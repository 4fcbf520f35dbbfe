"""What a guest does with a registration, by the links of the mails. A link shows, a button does."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.own_copy import copy_file
from accounts.services import erase_guest
from core.clock import now
from core.errors import Refusal
from safety.views import acting
from webinar.live import access, queries, services, tokens, wording
from webinar.live.errors import NotRegistered, TooEarlyToJoin
from webinar.live.links import guest_links
from webinar.live.models import Registration

from .registering import Verb, calendar_answer


@acting
def confirm(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """GET shows a button (mail scanners follow links), POST confirms the mail address.

    Once it is confirmed, the link leads on to the registration.
    """
    registration = _registration(slug, token, tokens.CONFIRM)
    if registration.is_active and registration.confirm_by is None:
        return redirect(guest_links(registration.session, registration).home)
    if request.method != "POST":
        return _show_confirm(request, registration)
    try:
        services.confirm_guest(registration=registration, now=now())
    except Refusal as refusal:
        return _show_confirm(request, registration, refusal=refusal, status=409)
    return redirect(guest_links(registration.session, registration).home)


def _show_confirm(
    request: HttpRequest,
    registration: Registration,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "slug": registration.session.slug,
        "when": wording.when(registration.session),
        "where": wording.where(registration.session),
        "can_confirm": registration.is_active and refusal is None,
        "refusal": refusal,
    }
    return render(request, "live/confirm.html", context, status=status)


@acting
def show(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _show(request, _registration(slug, token, tokens.MANAGE))


@acting
def cancel(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _act(request, slug, token, services.cancel)


@acting
def accept(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _act(request, slug, token, services.accept_offer)


@acting
def decline(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    return _act(request, slug, token, services.decline_offer)


@acting
def calendar(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    registration = _registration(slug, token, tokens.MANAGE)
    if not registration.is_confirmed:
        return _show(request, registration, refusal=NotRegistered(), status=403)
    return calendar_answer(registration.session, registration)


@acting
def join(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    registration = _registration(slug, token, tokens.MANAGE)
    if not registration.is_confirmed:
        return _show(request, registration, refusal=NotRegistered(), status=403)
    if not access.may_join(registration, registration.session, now()):
        return _show(request, registration, refusal=TooEarlyToJoin(), status=403)
    return redirect(registration.session.join_url)


@acting
@require_safe
def copy(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Everything held about a guest, as a JSON file; somebody with an account signs in for it."""
    registration = _registration(slug, token, tokens.MANAGE)
    person = queries.person(registration.subject_id)
    if person is None or not person.is_guest:
        raise Http404
    return copy_file(person.subject_id)


@acting
@require_POST
def erase(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    registration = _registration(slug, token, tokens.MANAGE)
    erase_guest(subject_id=registration.subject_id)
    return redirect(guest_links(registration.session, registration).home)


def _registration(slug: str, token: str, purpose: str) -> Registration:
    public_id = tokens.read(token, purpose)
    registration = queries.by_public_id(public_id) if public_id else None
    if registration is None or registration.session.slug != slug:
        raise Http404
    return registration


def _act(request: HttpRequest, slug: str, token: str, verb: Verb) -> HttpResponse:
    registration = _registration(slug, token, tokens.MANAGE)
    try:
        if request.method == "POST":
            verb(registration=registration, now=now())
    except Refusal as refusal:
        return _show(
            request, _registration(slug, token, tokens.MANAGE), refusal=refusal, status=409
        )
    return redirect(guest_links(registration.session, registration).home)


def _show(
    request: HttpRequest,
    registration: Registration,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    session = registration.session
    person = queries.person(registration.subject_id)
    place = queries.place(
        session=session,
        registration=registration,
        links=guest_links(session, registration),
        now=now(),
        certificate_url=queries.own_certificate_url(session, registration.subject_id),
    )
    context = {
        "slug": session.slug,
        "is_guest": person is not None and person.is_guest,
        "is_erased": person is None,
        "when": wording.when(session),
        "where": wording.where(session),
        "is_kept": place.can_cancel or place.can_answer,
        "may_return": person is not None
        and not registration.is_active
        and session.takes_registrations(now()),
        "place": place,
        "refusal": refusal,
    }
    return render(request, "live/guest.html", context, status=status)
