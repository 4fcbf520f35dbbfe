from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from learning import queries, services
from learning.completion import steps
from learning.errors import NotAskedAnyMore, NotEnrolled
from learning.forms import ReflectionForm
from learning.models import Enrolment, LessonPage
from learning.queries.body import prompt_of
from learning.queries.lesson import OPEN
from learning.queries.outlines import outlines
from learning.queries.sheets import REFLECTION
from learning.queries.shown_pieces import ReflectionField
from safety import typed_forms
from safety.views import acting
from webinar.recordings.slow_line import reads_on

from .unsent import not_kept, words_of

# Stands for a question that a form does not name.
NO_PROMPT = UUID(int=0)
MOST_DIGITS = 8


@acting
@login_required
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the lesson as done and go on to what comes after it."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if request.method != "POST":
        return redirect(lesson.url)
    try:
        enrolment = enrolment_for(request, lesson)
        was_renewing = bool(enrolment.renewing)
        services.complete_lesson(
            enrolment=enrolment,
            lesson=lesson,
            now=now(),
            read_as_text=request.POST.get("read") == "text",
            version_seen=_version_seen(request),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(lesson.url)
    if was_renewing:
        return redirect(queries.way_on_in_renewal(enrolment) or lesson.url)
    return redirect(_after(lesson))


def _version_seen(request: HttpRequest) -> int | None:
    """The version of the course that the page showed; None when it says none, or nonsense."""
    return whole_number(request.POST.get("version"), MOST_DIGITS)


@acting
@csrf_exempt  # Checked by typed_forms: a refusal shows again what was typed.
def reflect(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, change or take away what the learner wrote for themselves."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if request.method != "POST":
        return redirect(lesson.url)
    form = ReflectionForm(request.POST)
    form.is_valid()
    prompt_id = form.cleaned_data.get("prompt") or NO_PROMPT
    prompt = prompt_of(lesson, prompt_id)
    try:
        typed_forms.check(request)
        if prompt is None:
            raise NotAskedAnyMore
        if "text" in form.errors:
            raise Refusal(words_of(form))
        services.reflect(
            subject_id=enrolment_for(request, lesson).subject_id,
            lesson=lesson,
            prompt_id=prompt_id,
            prompt=prompt,
            text=form.cleaned_data["text"],
            now=now(),
        )
    except Refusal as refusal:
        typed = ReflectionField(prompt_id, prompt or "", request.POST.get("text", ""), request.path)
        return _reflection_not_kept(request, lesson, typed, refusal)
    back = f"{lesson.url}?{REFLECTION}={prompt_id}{reads_on(request)}"
    return redirect(f"{back}#reflection-{prompt_id}")


def _reflection_not_kept(
    request: HttpRequest, lesson: LessonPage, typed: ReflectionField, refusal: Refusal
) -> HttpResponse:
    return not_kept(
        request,
        refusal,
        part="learning/parts/reflection.html",
        context={"reflection": typed, "may_write": OPEN},
        title=lesson.title,
        url=lesson.url,
    )


def enrolment_for(request: HttpRequest, lesson: LessonPage) -> Enrolment:
    """The asker's enrolment in the course of a lesson. Raises NotEnrolled."""
    course = outlines().of_part(lesson.pk)
    enrolment = course and (
        Enrolment.objects.of(request.user.subject_id).filter(course_key=course.key).first()
    )
    if not enrolment:
        raise NotEnrolled
    return enrolment


def _after(lesson: LessonPage) -> str:
    """The step after a lesson: the next lesson, the quiz on its module's page, or the course."""
    course = outlines().of_part(lesson.pk)
    if course is None:
        return lesson.url
    everything = steps(course)
    at = next(
        (number for number, step in enumerate(everything) if step.pk == lesson.pk), len(everything)
    )
    return everything[at + 1].url if at + 1 < len(everything) else course.url
