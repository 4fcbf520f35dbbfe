"""The self-assessment of a course: begun when signed in, or filled in by the link of a mail."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from core.clock import now
from core.errors import Refusal
from learning import queries, services, tokens
from learning.errors import InvitationUsed
from learning.forms import OpenQuestionForm
from learning.models import Enrolment, SelfAssessmentInvitation
from learning.self_assessment import Moment
from quizzes.errors import MalformedResponse
from safety.views import acting


@acting
@login_required
def start(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Begin the one that is open, or go on with it; whoever arrives by GET sees their own."""
    enrolment = _own(request, uuid)
    if request.method != "POST":
        return redirect("learning:my_self_assessment", enrolment.uuid)
    try:
        attempt = services.start_self_assessment(enrolment=enrolment, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("learning:my_self_assessment", enrolment.uuid)
    return redirect(attempt)


@acting
@login_required
def mine(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The learner's own ratings, moment beside moment."""
    enrolment = _own(request, uuid)
    context = {
        "own": queries.own_assessments(enrolment),
        "open": queries.open_assessment_of_course(enrolment.course, enrolment),
    }
    return render(request, "learning/my_self_assessment.html", context)


@acting
@login_required
@require_POST
def open_question(request: HttpRequest, uuid: UUID, moment: str) -> HttpResponse:
    """Keep or take away what the learner wrote for themselves beside the statements."""
    enrolment = _own(request, uuid)
    form = OpenQuestionForm(request.POST)
    if moment not in Moment.values:
        raise Http404
    if not form.is_valid():
        messages.error(request, str(form.errors["text"][0]))
        return redirect("learning:my_self_assessment", enrolment.uuid)
    try:
        kept = services.answer_open_question(
            enrolment=enrolment, moment=Moment(moment), text=form.cleaned_data["text"], now=now()
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        words = gettext("Saved. Only you can read this.")
        messages.success(request, words if kept else gettext("Your text is deleted."))
    return redirect("learning:my_self_assessment", enrolment.uuid)


@acting
def later(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form and changes nothing (mail scanners follow links); POST uses the link up."""
    invitation = _invitation(token)
    if request.method != "POST":
        return _show(request, invitation)
    quiz = invitation.enrolment.course.self_assessment
    form = OpenQuestionForm(request.POST)
    try:
        if quiz is None:
            raise InvitationUsed
        if not form.is_valid():
            raise MalformedResponse(str(form.errors["text"][0]))
        services.answer_invitation(
            invitation=invitation,
            answers=queries.raw_answers(quiz, request.POST),
            written=form.cleaned_data["text"] if invitation.enrolment.course.open_question else "",
            now=now(),
        )
    except MalformedResponse as refusal:
        return _show(request, invitation, refusal=refusal, status=400)
    except InvitationUsed as refusal:
        return _show(request, invitation, refusal=refusal, status=409)
    except Refusal as refusal:
        return _show(request, invitation, refusal=refusal, status=422, keep=True)
    return _thanks(request)


def _show(
    request: HttpRequest,
    invitation: SelfAssessmentInvitation,
    refusal: Refusal | None = None,
    status: int = 200,
    *,
    keep: bool = False,
) -> HttpResponse:
    quiz = invitation.enrolment.course.self_assessment
    if invitation.used_at is not None:
        return _thanks(request, status=409 if refusal else 200)
    questions = []
    if quiz is not None and quiz.live and invitation.is_open(now()):
        questions = queries.later_form(quiz, request.POST if keep else None)
    context = {
        "questions": questions,
        "is_open": bool(questions),
        "open_question": invitation.enrolment.course.open_question,
        "written": request.POST.get("text", "") if keep else "",
        "refusal": refusal,
    }
    answer = render(request, "learning/later.html", context, status=status)
    add_never_cache_headers(answer)
    return answer


def _thanks(request: HttpRequest, status: int = 200) -> HttpResponse:
    return render(request, "learning/later_thanks.html", status=status)


def _own(request: HttpRequest, uuid: UUID) -> Enrolment:
    rows = Enrolment.objects.of(request.user.subject_id).select_related("course__self_assessment")
    return get_object_or_404(rows, uuid=uuid)


def _invitation(token: str) -> SelfAssessmentInvitation:
    public_id = tokens.read(token)
    invitation = queries.invitation_of(public_id) if public_id else None
    if invitation is None:
        raise Http404
    return invitation
