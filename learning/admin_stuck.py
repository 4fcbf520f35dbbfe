"""Coordinators see who is stuck at a quiz, and let them try once more; what was granted stays on record."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.clock import now
from core.errors import Refusal
from quizzes.access import may_grant_attempts
from quizzes.enums import GrantReason
from quizzes.forms import GrantForm
from quizzes.models import Attempt
from quizzes.services import grant_attempt

from .queries.stuck import Stuck, granted_attempts, stuck_learners

MOST_GRANTED = 100


class StuckView(WagtailAdminTemplateMixin, TemplateView):
    """For whoever may grant an attempt: both screens name learners."""

    header_icon = "help"
    page_title = gettext_lazy("Stuck at a quiz")
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not may_grant_attempts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StuckLearners(StuckView):
    """Whose course waits for a quiz that they may not take any more, and what was granted."""

    template_name = "learning/admin/stuck.html"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "stuck": stuck_learners(),
            "granted": granted_attempts(MOST_GRANTED),
        }


class GrantAttempt(StuckView):
    """GET asks why, POST grants."""

    template_name = "learning/admin/grant_attempt.html"
    page_title = gettext_lazy("One more attempt")

    @cached_property
    def line(self) -> Stuck | None:
        """Of the list: None for whoever is not stuck, or not any more."""
        public_id = self.kwargs["public_id"]
        return next((line for line in stuck_learners() if line.attempt == public_id), None)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("stuck_learners"), "label": str(StuckView.page_title)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: object) -> dict:
        if self.line is None:
            raise Http404
        form = kwargs.pop("form", None) or GrantForm(initial={"number": self.line.number})
        return super().get_context_data(**kwargs) | {"line": self.line, "form": form}

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if self.line is None:
            return self.back_to_the_list()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        attempt = get_object_or_404(Attempt, public_id=self.kwargs["public_id"])
        form = GrantForm(request.POST)
        if not form.is_valid():
            if self.line is None:
                return self.back_to_the_list()
            return self.render_to_response(self.get_context_data(form=form))
        try:
            grant_attempt(
                attempt=attempt,
                number=form.cleaned_data["number"],
                reason=GrantReason(form.cleaned_data["reason"]),
                note=form.cleaned_data["note"],
                by_id=request.user.subject_id,  # type: ignore[union-attr]  # who may is signed in
                now=now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("One more attempt is open. The learner is told by mail."))
        return redirect("stuck_learners")

    def back_to_the_list(self) -> HttpResponse:
        messages.error(self.request, _("This learner is not stuck any more."))
        return redirect("stuck_learners")


class StuckItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_grant_attempts(request.user)


def stuck_item() -> MenuItem:
    return StuckItem(
        gettext_lazy("Stuck at a quiz"),
        reverse_lazy("stuck_learners"),
        name="stuck-learners",
        icon_name="help",
        order=115,
    )
