from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.errors import NotEnrolled
from learning.models import Enrolment, LessonPage, ModulePage
from learning.queries.outlines import outlines
from learning.queries.turns import whom_to_ask_at
from quizzes.errors import AttemptsUsedUp
from quizzes.models import Attempt
from quizzes.queries import address_to_go_on
from safety.views import acting


@acting
@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the module's quiz, or go on with it."""
    module = get_object_or_404(ModulePage.objects.live().select_related("quiz"), pk=pk)
    return _start(
        request,
        module,
        lambda enrolment: services.start_quiz(enrolment=enrolment, module=module, now=now()),
    )


@acting
@login_required
def start_in_lesson(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the quiz that stands in a lesson, or go on with it."""
    lesson = get_object_or_404(LessonPage.objects.live(), pk=pk)
    return _start(
        request,
        lesson,
        lambda enrolment: services.start_lesson_quiz(enrolment=enrolment, lesson=lesson, now=now()),
    )


def _start(
    request: HttpRequest, part: LessonPage | ModulePage, begin: Callable[[Enrolment], Attempt]
) -> HttpResponse:
    if request.method != "POST":
        return redirect(part.url)
    course = outlines().of_part(part.pk)
    enrolment = course and (
        Enrolment.objects.of(request.user.subject_id).filter(course_key=course.key).first()
    )
    try:
        if not enrolment:
            raise NotEnrolled
        attempt = begin(enrolment)
    except Refusal as refusal:
        words = [str(refusal)]
        if isinstance(refusal, AttemptsUsedUp) and enrolment:
            words.append(whom_to_ask_at(enrolment, part.translation_key))
        messages.error(request, " ".join(filter(None, words)))
        return redirect(part.url)
    return redirect(address_to_go_on(attempt, now()))
