"""Reports in the admin: the figure, and the same numbers as a table."""

import textwrap

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.clock import now
from core.groups import SMALLEST_GROUP
from quizzes.models import Quiz

from . import queries
from .access import may_read_item_statistics, may_read_reports
from .advice import on_change
from .figures import change_figure, items_figure, steps_figure


class Report(WagtailAdminTemplateMixin, TemplateView):
    """A report in the admin's frame, for whom `may_read` lets in."""

    header_icon = "doc-full"
    may_read = staticmethod(may_read_reports)
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]


class CourseReport(Report):
    """Enrolled → started → passed → certified, per course."""

    template_name = "insight/course_report.html"
    page_title = _("From enrolment to certificate")

    def get_context_data(self, **kwargs: object) -> dict:
        courses = [
            {
                "course": course,
                "figure": steps_figure(course.steps).to_plotly_json(),
                "figure_id": f"figure-{number}",
            }
            for number, course in enumerate(queries.course_steps(now()), start=1)
        ]
        return super().get_context_data(**kwargs) | {"courses": courses}


class QuizzesReport(Report):
    """Which quizzes were taken by enough people to say something about their questions."""

    template_name = "insight/quizzes_report.html"
    page_title = _("How the questions do")
    header_icon = "help"
    may_read = staticmethod(may_read_item_statistics)

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "quizzes": queries.quizzes_taken(),
            "smallest_group": SMALLEST_GROUP,
        }


class QuizReport(QuizzesReport):
    """The figures of every question of one quiz, what they say, and what to do."""

    template_name = "insight/quiz_report.html"

    def get_page_subtitle(self) -> str:
        return self.quiz.title

    def get_breadcrumbs_items(self) -> list[dict]:
        *before, _here = super().get_breadcrumbs_items()
        return [
            *before,
            {"url": reverse("quizzes_report"), "label": self.get_page_title()},
            {"url": "", "label": self.quiz.title},
        ]

    def get_context_data(self, **kwargs: object) -> dict:
        self.quiz = get_object_or_404(Quiz, pk=self.kwargs["pk"])
        report = queries.quiz_report(self.quiz)
        points = [
            (item.key, item.facility, item.discrimination, bool(item.advice))
            for item in report.shown
            if item.is_newest and item.facility is not None and item.discrimination is not None
        ]
        return super().get_context_data(**kwargs) | {
            "report": report,
            "figure": items_figure(points).to_plotly_json() if points else None,
        }


class ConfidenceReport(Report):
    """How sure people feel before and after, and whether those who feel sure also know."""

    template_name = "insight/confidence_report.html"
    page_title = _("How sure people feel")
    header_icon = "success"

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "courses": [_confidence(report) for report in queries.confidence_reports()],
            "smallest_group": SMALLEST_GROUP,
        }


def _confidence(report: queries.ConfidenceReport) -> dict:
    comparisons = [
        {
            "comparison": comparison,
            "sentence": on_change(change.mean, change.low, change.high) if change else "",
            "figure_id": f"figure-{report.course_id}-{comparison.first}-{comparison.second}",
            "figure": _change_figure(comparison) if change else None,
        }
        for comparison in report.comparisons
        for change in [comparison.change]
    ]
    return {"report": report, "comparisons": comparisons}


def _change_figure(comparison: queries.Comparison) -> dict:
    lines = [
        (shortened(line.text), line.change.mean, line.change.low, line.change.high)
        for line in comparison.statements
    ]
    title = gettext("change in points (interval of 95 per cent)")
    return change_figure(lines, title=title).to_plotly_json()


def shortened(text: str) -> str:
    """Words that fit beside a figure; the table has them whole."""
    return textwrap.shorten(text, 54, placeholder=" …")
