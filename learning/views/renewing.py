from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.clock import now
from core.errors import Refusal
from learning import queries, services
from learning.errors import NotEnrolled
from learning.models import CoursePage, Enrolment
from safety.views import acting


@acting
@login_required
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the renewal, or go on with it: to the first thing that it asks."""
    course = get_object_or_404(CoursePage.objects.live(), pk=pk)
    if request.method != "POST":
        return redirect(course.url)
    enrolment = (
        Enrolment.objects.of(request.user.subject_id)
        .filter(course_key=course.translation_key)
        .first()
    )
    try:
        if enrolment is None:
            raise NotEnrolled
        services.start_renewal(enrolment=enrolment, course=course, now=now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(course.url)
    return redirect(queries.way_on_in_renewal(enrolment) or course.url)
