"""The self-assessment of a course: begun when signed in, or filled in by the link of a mail."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from core.errors import Refusal
from learning import queries, services, tokens
from learning.errors import InvitationUsed
from learning.forms import OpenQuestionForm
from learning.models import Enrolment, SelfAssessmentInvitation
from learning.queries.self_assessment import OpenQuestion, open_question_url, open_questions
from learning.self_assessment import Moment
from quizzes.errors import MalformedResponse
from safety import typed_forms
from safety.views import acting

from .unsent import not_kept, words_of


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
@csrf_exempt  # Checked by typed_forms: a refusal shows again what was typed.
def open_question(request: HttpRequest, uuid: UUID, moment: str) -> HttpResponse:
    """Keep or take away what the learner wrote for themselves beside the statements."""
    if moment not in Moment.values:
        raise Http404
    if request.method != "POST":
        return redirect("learning:my_self_assessment", uuid)
    form = OpenQuestionForm(request.POST)
    try:
        typed_forms.check(request)
        enrolment = _own(request, uuid)
        if not form.is_valid():
            raise Refusal(words_of(form))
        kept = services.answer_open_question(
            enrolment=enrolment,
            moment=Moment(moment),
            text=form.cleaned_data["text"],
            seen=form.cleaned_data["gezien"],
            now=now(),
        )
    except Refusal as refusal:
        return _answer_not_kept(request, uuid, Moment(moment), refusal)
    words = gettext("Saved. Only you can read this.")
    messages.success(request, words if kept else gettext("Your text is deleted."))
    return redirect("learning:my_self_assessment", uuid)


def _answer_not_kept(
    request: HttpRequest, uuid: UUID, moment: Moment, refusal: Refusal
) -> HttpResponse:
    """What was typed, with what stands there where that is something else."""
    there = _asked(request, uuid, moment)
    typed = request.POST.get("text", "").replace("\r\n", "\n")
    asks = there.asks or bool(typed)
    return not_kept(
        request,
        refusal,
        part="learning/parts/open_question.html",
        context={
            "asked": replace(there, text=typed, asks=True) if asks else there,
            "stands": there.text if asks and there.text != typed else "",
        },
        title=gettext("How sure you felt"),
        url=reverse("learning:my_self_assessment", args=[uuid]),
    )


def _asked(request: HttpRequest, uuid: UUID, moment: Moment) -> OpenQuestion:
    """The question as it stands; for who is signed out, or is not asked it, only a place to type."""
    if request.user.is_authenticated:
        for each in open_questions(_own(request, uuid)):
            if each.moment == moment:
                return each
    return OpenQuestion(
        moment=moment,
        label=str(moment.label),
        question=gettext("Your answer"),
        text="",
        asks=True,
        url=open_question_url(uuid, moment),
        # Who is signed out saw what the form says.
        seen=request.POST.get("gezien", ""),
    )


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
            raise MalformedResponse(words_of(form))
        services.answer_invitation(
            invitation=invitation,
            answers=queries.raw_answers(quiz, request.POST),
            written=form.cleaned_data["text"] if invitation.enrolment.course.open_question else "",
            now=now(),
        )
    except MalformedResponse as refusal:
        return _show(request, invitation, refusal=refusal, status=400, keep=True)
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
