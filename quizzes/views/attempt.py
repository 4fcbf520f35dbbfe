"""The page of an attempt, handing it in, and its result."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from core.clock import now
from quizzes import queries, services
from quizzes.errors import AttemptClosed, MalformedResponse
from quizzes.models import Attempt
from safety.views import acting

from .page import own_attempt, refuse, save_posted, show, show_again, signed_in, too_late
from .posted import read_position


@acting
@require_GET
@login_required
def attempt(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The questions; `?vraag=` chooses one, `?nakijken=` names those without an answer."""
    found = own_attempt(request, public_id)
    if not found.is_open:
        return redirect("quizzes:result", public_id)
    try:
        position = read_position(request.GET, "vraag")
    except MalformedResponse:
        position = None
    screen = queries.attempt_screen(attempt=found, now=now(), position=position)
    checking = "nakijken" in request.GET and bool(screen.unanswered)
    return show(request, screen, checking=checking)


@acting
@require_POST
@signed_in
def submit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save what the form holds and hand the attempt in, unless something needs a look first.

    What comes after the end, and is not there yet, is refused with a word; what was saved counts.
    """
    received_at = now()
    found = own_attempt(request, public_id)
    try:
        saved = save_posted(request, found, received_at)
    except MalformedResponse as refusal:
        return refuse(refusal)
    except AttemptClosed as refusal:
        services.submit_attempt(attempt=found, now=received_at)
        return too_late(request, public_id, refusal, "quizzes:result")
    if not found.is_over(received_at):
        if not saved.is_whole:
            return show_again(request, found, saved, received_at)
        if "tijd" in request.POST:
            # The page's clock ran out, but this person has got more time since.
            return redirect("quizzes:attempt", public_id)
        if "toch" not in request.POST and _unanswered(found, received_at):
            return redirect(reverse("quizzes:attempt", args=[public_id]) + "?nakijken=1")
    services.submit_attempt(attempt=found, now=received_at)
    return redirect("quizzes:result", public_id)


@acting
@require_GET
@login_required
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What was right, what was not yet, and why."""
    found = own_attempt(request, public_id)
    if found.is_open:
        return redirect("quizzes:attempt", public_id)
    return render(request, "quizzes/result.html", {"result": queries.result_screen(found, now())})


def _unanswered(found: Attempt, moment: datetime) -> bool:
    return bool(queries.attempt_screen(attempt=found, now=moment).unanswered)
