"""What can be done with the questions ticked in the list."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from . import services
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


class PublishChosen(SnippetBulkAction):
    """Publishes what was saved last of these questions; one that is not finished stays a draft, by name."""

    display_name = _("Publish")
    action_type = "publish"
    aria_label = _("Publish the selected questions")
    template_name = "quizzes/admin/publish_chosen.html"
    action_priority = 20
    models = [Question]

    def check_perm(self, snippet: Question) -> bool:
        may_publish = self.permission_policy.user_has_permission_for_instance(
            self.request.user, "publish", snippet
        )
        lock = snippet.get_lock()
        return may_publish and not (lock and lock.for_user(self.request.user))

    @classmethod
    def execute_action(cls, objects: list[Question], **kwargs: Any) -> tuple[int, int]:
        """How many were published, and how many were not finished."""
        request = kwargs["self"].request
        ids = [question.pk for question in objects]
        published, unfinished = services.publish_drafts(question_ids=ids, user=request.user)
        if unfinished:
            words = ngettext(
                "%(count)s question is not finished and stays a draft: %(questions)s",
                "%(count)s questions are not finished and stay drafts: %(questions)s",
                len(unfinished),
            )
            named = ", ".join(map(str, unfinished))
            messages.warning(request, words % {"count": len(unfinished), "questions": named})
        return published, len(unfinished)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        words = ngettext(
            "%(count)s question is published.",
            "%(count)s questions are published.",
            num_parent_objects,
        )
        return words % {"count": num_parent_objects}
