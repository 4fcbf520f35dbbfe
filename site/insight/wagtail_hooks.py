from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import views
from .access import may_read_item_statistics, may_read_reports
from .desk import DeskPanel


class ReportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_reports(request.user)


@hooks.register("register_admin_urls")
def report_addresses() -> list:
    return [
        path("verslagen/cursussen/", views.CourseReport.as_view(), name="course_report"),
        path("verslagen/zekerheid/", views.ConfidenceReport.as_view(), name="confidence_report"),
        path("verslagen/vragen/", views.QuizzesReport.as_view(), name="quizzes_report"),
        path("verslagen/vragen/<int:pk>/", views.QuizReport.as_view(), name="quiz_report"),
    ]


@hooks.register("register_reports_menu_item")
def course_report_item() -> MenuItem:
    return ReportItem(
        _("From enrolment to certificate"),
        reverse_lazy("course_report"),
        name="course-report",
        icon_name="doc-full",
        order=100,
    )


@hooks.register("register_reports_menu_item")
def confidence_report_item() -> MenuItem:
    return ReportItem(
        _("How sure people feel"),
        reverse_lazy("confidence_report"),
        name="confidence-report",
        icon_name="success",
        order=105,
    )


class QuestionsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read_item_statistics(request.user)


@hooks.register("register_reports_menu_item")
def questions_report_item() -> MenuItem:
    return QuestionsItem(
        _("How the questions do"),
        reverse_lazy("quizzes_report"),
        name="quizzes-report",
        icon_name="help",
        order=110,
    )


@hooks.register("construct_help_menu")
def no_help_in_english(request: HttpRequest, menu_items: list) -> None:
    """Wagtail's guide and its news stand on another site, in English; the keys it can be worked with stay."""
    menu_items[:] = [item for item in menu_items if not item.url.startswith("https://")]


@hooks.register("construct_homepage_panels")
def desk_first(request: HttpRequest, panels: list) -> None:
    panels.insert(0, DeskPanel())


@hooks.register("insert_global_admin_css")
def desk_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/desk.css"))
