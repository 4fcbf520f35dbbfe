from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from learning import services
from learning.completion import LESSON, is_open
from learning.errors import LessonLocked
from learning.models import LessonPage
from learning.moment_questions import MomentQuestion, checkpoints_of
from learning.queries.checkpoints import checkpoint_screens
from learning.queries.outlines import outlines
from quizzes.models import Question
from quizzes.screens import field_name
from quizzes.types import TYPES
from safety.views import acting
from webinar.recordings.slow_line import reads_on

from .lessons import enrolment_for

# What the player's script asks with: only the question, to put in its place.
FRAGMENT = "X-Fragment"
MOST_TRIES = 100_000


@acting
@login_required
@require_POST
def checkpoint(request: HttpRequest, pk: int, question: UUID) -> HttpResponse:
    """Store the answer to a question of a lesson's recording, and show what is right."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    checkpoints = checkpoints_of(lesson)
    number, found = next(
        (pair for pair in enumerate(checkpoints, start=1) if pair[1].id == str(question)), (0, None)
    )
    if found is None:
        raise Http404
    refusal = ""
    try:
        _answer(request, lesson, found, number)
    except Refusal as refused:
        refusal = str(refused)
    if request.headers.get(FRAGMENT):
        return _fragment(request, lesson, checkpoints, found, refusal)
    if refusal:
        messages.error(request, refusal)
    return redirect(f"{lesson.url}?vraag={found.id}{reads_on(request)}#{found.anchor}")


def _answer(request: HttpRequest, lesson: LessonPage, found: MomentQuestion, number: int) -> None:
    enrolment = enrolment_for(request, lesson)
    course = outlines().of_part(lesson.pk)
    if course and not is_open(course, LESSON, lesson.translation_key, enrolment.done):
        raise LessonLocked
    question = get_object_or_404(Question.objects.filter(live=True), pk=found.question_id)
    services.answer_checkpoint(
        subject_id=enrolment.subject_id,
        checkpoint=found,
        question=question,
        response=TYPES[question.type].from_form(question.body(), request.POST, field_name(number)),
        tries=min(whole_number(request.POST.get("pogingen")) or 0, MOST_TRIES),
        now=now(),
    )


def _fragment(
    request: HttpRequest,
    lesson: LessonPage,
    checkpoints: tuple[MomentQuestion, ...],
    found: MomentQuestion,
    refusal: str,
) -> HttpResponse:
    screens = checkpoint_screens(
        checkpoints=checkpoints,
        lesson_pk=lesson.pk,
        subject_id=request.user.subject_id,
        may_answer=True,
        opened=found.id,
        as_text=bool(reads_on(request)),
    )
    context = {"checkpoint": screens.get(found), "refusal": refusal}
    status = 400 if refusal else 200
    return render(request, "learning/parts/checkpoint.html", context, status=status)
