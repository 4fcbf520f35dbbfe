from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from core.clock import now
from core.errors import Refusal
from learning import services
from learning.models import CoursePage
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
