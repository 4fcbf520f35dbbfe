"""Saving: one answer as JSON while the learner works, or the whole form without JavaScript."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.clock import now
from core.errors import Refusal
from quizzes import services
from quizzes.errors import (
    AnswerChecked,
    AttemptClosed,
    MalformedResponse,
    StaleAnswer,
    UnknownAttempt,
)
from quizzes.models import Answer
from quizzes.screens import field_name, saved_at
from safety.views import acting

from .page import own_attempt, refuse, save_posted, show_again, signed_in, too_late
from .posted import read_json, read_position

REASONS: dict[type[Refusal], tuple[str, int]] = {
    MalformedResponse: ("malformed", 400),
    UnknownAttempt: ("unknown", 404),
    AttemptClosed: ("closed", 409),
    AnswerChecked: ("checked", 409),
    StaleAnswer: ("stale", 409),
}


@acting
@require_POST
def answer(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """One answer as JSON, or the whole form; the moment of arrival is taken before any work."""
    received_at = now()
    if request.content_type == "application/json":
        return _autosave(request, public_id, received_at)
    return _save_page(request, public_id, received_at)


@acting
@require_POST
@signed_in
def check(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Save the form and show the feedback of one question at once."""
    received_at = now()
    found = own_attempt(request, public_id)
    try:
        position = read_position(request.POST, "vraag") or 1
        saved = save_posted(request, found, received_at)
        if not saved.is_whole:
            return show_again(request, found, saved, received_at)
        services.check_question(
            attempt_public_id=public_id,
            subject_id=found.subject_id,
            position=position,
            now=received_at,
        )
    except AttemptClosed as refusal:
        return too_late(request, public_id, refusal)
    except UnknownAttempt as refusal:
        raise Http404(str(refusal)) from refusal
    except MalformedResponse as refusal:
        return refuse(refusal)
    return _to_question(public_id, position)


def _autosave(request: HttpRequest, public_id: UUID, received_at: datetime) -> HttpResponse:
    if not request.user.is_authenticated:
        return _signed_out(public_id)
    try:
        message = read_json(request)
        saved = services.save_answer(
            attempt_public_id=public_id,
            subject_id=request.user.subject_id,
            position=message["position"],
            expected_sequence=message["sequence"],
            response=message["response"],
            received_at=received_at,
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse({"sequence": saved.sequence, "message": _saved(saved)})


@signed_in
def _save_page(request: HttpRequest, public_id: UUID, received_at: datetime) -> HttpResponse:
    found = own_attempt(request, public_id)
    try:
        towards = read_position(request.POST, "naar")
        saved = save_posted(request, found, received_at)
    except AttemptClosed as refusal:
        return too_late(request, public_id, refusal)
    except MalformedResponse as refusal:
        return refuse(refusal)
    is_step = f"{field_name(towards or 0)}-sequence" in request.POST
    if towards and is_step and not request.POST.get(field_name(towards)):
        saved.refused.setdefault(towards, _("Choose first what you do."))
    if not saved.is_whole:
        return show_again(request, found, saved, received_at)
    return _to_question(public_id, towards, is_step=is_step)


def _to_question(public_id: UUID, position: int | None, *, is_step: bool = False) -> HttpResponse:
    """The page at this question; after a step in a case, of which the button stands with its question,
    where the consequence is read."""
    address = reverse("quizzes:attempt", args=[public_id])
    if position is None:
        return redirect(address)
    place = f"vraag-{position}-vervolg" if is_step else f"vraag-{position}"
    return redirect(f"{address}?vraag={position}#{place}")


def _refused(refusal: Refusal) -> JsonResponse:
    reason, status = REASONS[type(refusal)]
    reply: dict = {"reason": reason, "message": str(refusal)}
    if isinstance(refusal, StaleAnswer) and isinstance(refusal.newest, Answer):
        reply["newest"] = {
            "sequence": refusal.newest.sequence,
            "response": _as_sent(refusal.newest),
            "message": _saved(refusal.newest),
        }
    return JsonResponse(reply, status=status)


def _as_sent(answer: Answer) -> dict:
    """The answer as a browser sends it: with the typed text, if there was any."""
    return answer.attempt_question.version.question_type.as_sent(answer.given)


def _saved(answer: Answer) -> str:
    return _("Saved at %(time)s") % {"time": saved_at(answer.received_at)}


def _signed_out(public_id: UUID) -> JsonResponse:
    sign_in = resolve_url(settings.LOGIN_URL)
    back = reverse("quizzes:attempt", args=[public_id])
    return JsonResponse(
        {
            "reason": "signed_out",
            "message": _("You are signed out. Sign in again and your answers will be sent."),
            "sign_in": f"{sign_in}?next={back}",
        },
        status=403,
    )
