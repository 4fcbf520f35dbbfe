"""Reports in the admin: the figure, and the same numbers as a table."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from . import queries
from .access import may_read_reports
from .figures import steps_figure


class CourseReport(WagtailAdminTemplateMixin, TemplateView):
    """Enrolled → started → passed → certified, per course."""

    template_name = "insight/course_report.html"
    page_title = _("From enrolment to certificate")
    header_icon = "doc-full"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not may_read_reports(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: object) -> dict:
        courses = [
            {
                "course": course,
                "figure": steps_figure(course.steps).to_plotly_json(),
                "figure_id": f"figure-{number}",
            }
            for number, course in enumerate(queries.course_steps(), start=1)
        ]
        return super().get_context_data(**kwargs) | {"courses": courses}
