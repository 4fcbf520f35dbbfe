"""What somebody does with a registration of their own. Every address answers a POST and is safe to repeat."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.clock import now
from core.errors import Refusal
from design.dates import minutes_in_words
from safety.views import acting
from webinar.live import access, queries, services
from webinar.live.calendar_file import calendar_file
from webinar.live.errors import NotRegistered, TooEarlyToJoin
from webinar.live.forms import GuestForm, RemarkForm
from webinar.live.models import LiveSession, Registration

from .sessions import find, find_bare, show, subject_of


@acting
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a seat; whoever comes here by GET (back from signing in) sees the session."""
    if request.method != "POST":
        return redirect("live:session", slug)
    session = find_bare(slug)
    if not request.user.is_authenticated:
        return _register_guest(request, session)
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return show(request, find(slug), form=form, status=422)
    try:
        services.register(
            session=session,
            subject_id=request.user.subject_id,
            remark=form.cleaned_data["remark"],
            now=now(),
            who=queries.person_with(request.user),
        )
    except Refusal as refusal:
        return show(request, find(slug), refusal=refusal, status=409)
    return redirect("live:session", slug)


def _register_guest(request: HttpRequest, session: LiveSession) -> HttpResponse:
    form = GuestForm(request.POST)
    if not form.is_valid():
        return show(request, find(session.slug), form=form, status=422)
    try:
        services.register_guest(
            session=session, language=get_language() or "nl", now=now(), **form.cleaned_data
        )
    except Refusal as refusal:
        return show(request, find(session.slug), refusal=refusal, status=409)
    return redirect("live:check_mail", session.slug)


@acting
def check_mail(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words for every address that anyone typed."""
    session = find_bare(slug)
    context = {"slug": slug, "duration": minutes_in_words(session.hold_minutes)}
    return render(request, "live/check_mail.html", context)


Verb = Callable[..., Registration]


def _act(request: HttpRequest, slug: str, verb: Verb, said: str = "") -> HttpResponse:
    """Do one thing with the registration of whoever is signed in, and show how it stands now.

    `said` is what the page would not tell: that there was a registration, and is none any more.
    """
    if request.method != "POST":
        return redirect("live:session", slug)
    if subject_of(request) is None:
        return redirect_to_login(request.path)
    session = find_bare(slug)
    registration = queries.own_registration(session, subject_of(request))
    try:
        if registration is not None:
            verb(registration=registration, now=now())
            if said:
                messages.success(request, said)
    except Refusal as refusal:
        return show(request, find(slug), refusal=refusal, status=409)
    return redirect("live:session", slug)


@acting
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, services.cancel, _("Your registration is cancelled."))


@acting
def accept(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(request, slug, services.accept_offer)


@acting
def decline(request: HttpRequest, slug: str) -> HttpResponse:
    return _act(
        request, slug, services.decline_offer, _("The seat goes to the next person in line.")
    )


@acting
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    if subject_of(request) is None:
        return redirect_to_login(request.path)
    session = find_bare(slug)
    registration = queries.own_registration(session, subject_of(request))
    if registration is None or not registration.is_confirmed:
        return show(request, find(slug), refusal=NotRegistered(), status=403)
    return calendar_answer(session, registration)


@acting
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """On to the session itself, for those who have a seat, from 15 minutes before the start."""
    if subject_of(request) is None:
        return redirect_to_login(request.path)
    session = find_bare(slug)
    registration = queries.own_registration(session, subject_of(request))
    if registration is None or not registration.is_confirmed:
        return show(request, find(slug), refusal=NotRegistered(), status=403)
    if not access.may_join(registration, session, now()):
        return show(request, find(slug), refusal=TooEarlyToJoin(), status=403)
    return redirect(session.join_url)


def calendar_answer(session: LiveSession, registration: Registration) -> HttpResponse:
    return HttpResponse(
        calendar_file(session=session, registration=registration, now=now()),
        content_type="text/calendar; charset=utf-8; method=PUBLISH",
        headers={"Content-Disposition": 'attachment; filename="agenda.ics"'},
    )
