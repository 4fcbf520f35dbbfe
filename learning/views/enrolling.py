from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.models import CoursePage, Enrolment
from safety.views import acting


@acting
@login_required
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    """Enrol and begin; whoever arrives by GET (back from signing in) is shown the course."""
    course = get_object_or_404(CoursePage.objects.live(), pk=pk)
    if request.method == "POST":
        try:
            services.enrol(course=course, subject_id=request.user.subject_id, now=now())
        except Refusal as refusal:
            messages.error(request, str(refusal))
    return redirect(course.url)


@acting
@login_required
@require_POST
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a course that asks nothing more; its page then shows the certificate."""
    course = get_object_or_404(CoursePage.objects.live().select_related("locale"), pk=pk)
    taken = Enrolment.objects.of(request.user.subject_id)
    enrolment = get_object_or_404(taken, course_key=course.translation_key)
    try:
        services.complete_course(enrolment=enrolment, course=course, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(course.url)
