from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.errors import NotEnrolled
from learning.models import Enrolment, ModulePage
from learning.queries.outlines import outlines
from quizzes.queries import address_to_go_on
from safety.views import acting


@acting
@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the module's quiz, or go on with it."""
    module = get_object_or_404(ModulePage.objects.live().select_related("quiz"), pk=pk)
    if request.method != "POST":
        return redirect(module.url)
    course = outlines().of_part(module.pk)
    enrolment = course and (
        Enrolment.objects.of(request.user.subject_id).filter(course_key=course.key).first()
    )
    try:
        if not enrolment:
            raise NotEnrolled
        attempt = services.start_quiz(enrolment=enrolment, module=module, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(module.url)
    return redirect(address_to_go_on(attempt, now()))
