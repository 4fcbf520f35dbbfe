"""What every view of an attempt's page shares."""

from datetime import datetime
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from core.errors import Refusal
from quizzes import queries, services
from quizzes.access import attempt_of
from quizzes.errors import UnknownAttempt
from quizzes.models import Attempt
from quizzes.screens import AttemptScreen
from quizzes.services import SavedForm
from safety.views import View

from .posted import read_form


def signed_in(view: View) -> View:
    """Lead whoever is signed out to sign in, and from there to the page of the attempt.

    Never back to the address that was posted to: it shows nothing.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, public_id: UUID, *args: datetime) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(reverse("quizzes:attempt", args=[public_id]))
        return view(request, public_id, *args)

    return wrapped


def own_attempt(request: HttpRequest, public_id: UUID) -> Attempt:
    """The attempt of the person who asks; 404 for another's as for one that never was."""
    try:
        return attempt_of(public_id=public_id, subject_id=request.user.subject_id)
    except UnknownAttempt as refusal:
        raise Http404 from refusal


def save_posted(request: HttpRequest, attempt: Attempt, received_at: datetime) -> SavedForm:
    """Save the answers in the posted form; what could not be read is among the refused.

    404 for a person who was erased meanwhile.
    """
    answers, unreadable = read_form(request.POST, attempt)
    try:
        saved = services.save_form(
            attempt_public_id=attempt.public_id,
            subject_id=attempt.subject_id,
            answers=answers,
            received_at=received_at,
        )
    except UnknownAttempt as refusal:
        raise Http404 from refusal
    saved.refused.update(unreadable)
    return saved


def show(
    request: HttpRequest,
    screen: AttemptScreen,
    *,
    checking: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {"screen": screen, "checking": checking}
    return render(request, "quizzes/attempt.html", context, status=status)


def show_again(
    request: HttpRequest, attempt: Attempt, saved: SavedForm, moment: datetime
) -> HttpResponse:
    """The page once more, with what was refused (400) or was newer elsewhere (409)."""
    trouble = sorted([*saved.refused, *saved.stale])
    screen = queries.attempt_screen(
        attempt=attempt,
        now=moment,
        position=trouble[0],
        refused=saved.refused,
        stale=saved.stale,
        posted=request.POST,
    )
    return show(request, screen, status=400 if saved.refused else 409)


def too_late(
    request: HttpRequest, public_id: UUID, refusal: Refusal, page: str = "quizzes:attempt"
) -> HttpResponse:
    """To what was stored, with why the rest was not: the attempt was closed in the meantime."""
    messages.error(request, str(refusal))
    return redirect(page, public_id)


def refuse(refusal: Refusal) -> HttpResponse:
    """A request that no page of ours sends: its reason, and nothing more."""
    return HttpResponseBadRequest(str(refusal), content_type="text/plain; charset=utf-8")
