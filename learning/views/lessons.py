from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.completion import steps
from learning.errors import NotEnrolled
from learning.forms import ReflectionForm
from learning.models import Enrolment, LessonPage
from learning.queries.body import prompt_of
from learning.queries.outlines import outlines
from safety.views import acting


@acting
@login_required
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the lesson as done and go on to what comes after it."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if request.method != "POST":
        return redirect(lesson.url)
    try:
        services.complete_lesson(
            enrolment=enrolment_for(request, lesson),
            lesson=lesson,
            now=now(),
            read_as_text=request.POST.get("read") == "text",
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(lesson.url)
    return redirect(_after(lesson))


@acting
@login_required
def reflect(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, change or take away what the learner wrote for themselves."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    if request.method != "POST":
        return redirect(lesson.url)
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect(lesson.url)
    prompt_id = form.cleaned_data["prompt"]
    prompt = prompt_of(lesson, prompt_id)
    if prompt is None:
        raise Http404
    try:
        enrolment = enrolment_for(request, lesson)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(lesson.url)
    kept = services.reflect(
        subject_id=enrolment.subject_id,
        lesson=lesson,
        prompt_id=prompt_id,
        prompt=prompt,
        text=form.cleaned_data["text"],
        now=now(),
    )
    messages.success(
        request,
        gettext("Saved. Only you can read this.") if kept else gettext("Your text is deleted."),
    )
    return redirect(f"{lesson.url}#reflection-{prompt_id}")


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
