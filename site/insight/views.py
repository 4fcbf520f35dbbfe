"""Reports in the admin: the figure, and the same numbers as a table."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import queries
from .access import may_read_reports
from .figures import steps_figure


def course_report(request: HttpRequest) -> HttpResponse:
    """Enrolled → started → passed → certified, per course."""
    if not may_read_reports(request.user):
        raise PermissionDenied
    courses = [
        {
            "course": course,
            "figure": steps_figure(course.steps).to_plotly_json(),
            "figure_id": f"figure-{number}",
        }
        for number, course in enumerate(queries.course_steps(), start=1)
    ]
    return render(request, "insight/course_report.html", {"courses": courses})
