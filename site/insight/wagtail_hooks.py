from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views
from .access import may_read_reports


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_reports(request.user)


@hooks.register("register_admin_urls")
def report_addresses() -> list:
    return [path("verslagen/cursussen/", views.course_report, name="course_report")]


@hooks.register("register_reports_menu_item")
def course_report_item() -> MenuItem:
    return ReportItem(
        _("From enrolment to certificate"),
        reverse_lazy("course_report"),
        name="course-report",
        icon_name="doc-full",
        order=100,
    )
