"""What can be done with the questions ticked in the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from .access import may_exchange_questions
from .exchange_forms import ExportForm
from .models import Question


class ExportChosen(SnippetBulkAction):
    """Leads to the export with these questions chosen; changes nothing itself."""

    display_name = _("Export")
    action_type = "export"
    aria_label = _("Export the selected questions")
    template_name = "quizzes/admin/export.html"
    action_priority = 30
    models = [Question]

    def check_perm(self, snippet: Question) -> bool:
        return may_exchange_questions(self.request.user)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail says "all" when every question was ticked."""
        ids = request.GET.getlist("id")
        asked = [("which", ExportForm.CHOSEN), *(("chosen", pk) for pk in ids)]
        if "all" in ids:
            asked = [("which", ExportForm.ALL)]
        return redirect(f"{reverse('export_questions')}?{urlencode(asked)}")
