"""Marking again, in the admin: a dry run first, then the deed, then the decisions."""

from datetime import datetime
from functools import cached_property
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.clock import now
from core.errors import Refusal
from quizzes import access, regrade_screens, services
from quizzes.enums import Decision, RegradeReason
from quizzes.forms import DecisionForm, RegradeForm, TargetForm
from quizzes.models import Question, Quiz, Regrade, RegradedAttempt
from quizzes.services import Target

A_PAGE = 100
MOMENT = "%Y-%m-%dT%H:%M:%S.%f%z"


class RegradeView(WagtailAdminTemplateMixin, TemplateView):
    """What the screens of a regrade share: for whoever may start one or decide about one."""

    header_icon = "rotate"
    page_title = gettext_lazy("Mark again")
    may_enter = staticmethod(access.may_see_regrades)
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("regrades"), "label": _("Corrections of quizzes")},
            {"url": "", "label": self.get_page_subtitle() or self.get_page_title()},
        ]

    @property
    def see_people(self) -> bool:
        return access.may_see_whose(self.request.user)


class Regrades(RegradeView):
    """Every regrade there was, and which still waits for decisions."""

    template_name = "quizzes/admin/regrades.html"
    page_title = gettext_lazy("Corrections of quizzes")

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items()[:-2], {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {"regrades": regrade_screens.regrades()}


class StartRegrade(RegradeView):
    """The dry run (GET, as often as one likes), and the start (POST)."""

    template_name = "quizzes/admin/regrade_start.html"
    may_enter = staticmethod(access.may_start_regrade)

    def get_context_data(self, **kwargs: object) -> dict:
        moment = now()
        run = regrade_screens.dry_run(
            targets=self.targets(moment),
            quiz=self.quiz,
            closed_until=moment,
            see_people=self.see_people,
        )
        page = Paginator(run.lines, A_PAGE).get_page(self.request.GET.get("p"))
        start = {"public_id": uuid4(), "closed_until": moment.strftime(MOMENT)}
        return super().get_context_data(**kwargs) | {
            "run": run,
            "page": page,
            "form": RegradeForm(initial=start),
            "see_people": self.see_people,
            "rule_fields": self.chosen(),
        }

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        form = RegradeForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say why, and start from the dry run on this page."))
            return redirect(request.get_full_path())
        values = form.cleaned_data
        try:
            regrade = services.start_regrade(
                public_id=values["public_id"],
                targets=self.targets(values["closed_until"]),
                quiz=self.quiz,
                reason=RegradeReason(values["reason"]),
                note=values["note"],
                by_id=request.user.subject_id,
                closed_until=values["closed_until"],
                now=now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())
        return redirect("regrade", regrade.public_id)


class RegradeQuestion(StartRegrade):
    """All finished attempts that were asked one question, by a newer version of it."""

    quiz = None

    @cached_property
    def question(self) -> Question:
        return get_object_or_404(Question, pk=self.kwargs["pk"])

    @cached_property
    def target_form(self) -> TargetForm:
        versions = regrade_screens.versions_to_choose(self.question)
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        # The rules to ask for depend on the version chosen: it is read first.
        first = TargetForm(given if "version" in given else None, versions=versions)
        chosen = first.cleaned_data["version"] if first.is_valid() else versions.first()
        gone = (
            regrade_screens.vanished(Target(chosen), quiz=None, closed_until=now())
            if chosen
            else []
        )
        data = {"version": chosen.pk if chosen else "", **given.dict()}
        form = TargetForm(data, versions=versions, vanished=gone)
        form.is_valid()
        return form

    def targets(self, moment: datetime) -> list[Target]:
        form = self.target_form
        if not form.is_valid():
            return []
        return [Target(form.cleaned_data["version"], form.mapping)]

    def chosen(self) -> list[tuple[str, object]]:
        """What the start repeats of the dry run's form."""
        form = self.target_form
        return [(name, form.data.get(name, "")) for name in form.fields]

    def get_page_subtitle(self) -> str:
        return str(self.question)

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "target_form": self.target_form,
            "has_newer": regrade_screens.versions_to_choose(self.question).exists(),
        }


class RegradeQuiz(StartRegrade):
    """All finished attempts at one quiz, by the newest version of every question that changed."""

    @cached_property
    def quiz(self) -> Quiz:
        return get_object_or_404(Quiz, pk=self.kwargs["pk"])

    @cached_property
    def newest(self) -> list[Target]:
        return regrade_screens.targets_of_quiz(self.quiz)

    def targets(self, moment: datetime) -> list[Target]:
        return self.newest

    def chosen(self) -> list[tuple[str, object]]:
        return []

    def get_page_subtitle(self) -> str:
        return self.quiz.title

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "newest": self.newest,
            "has_newer": bool(self.newest),
        }


class RegradeResult(RegradeView):
    """What a regrade did, and the passes that wait for a person."""

    template_name = "quizzes/admin/regrade.html"

    @cached_property
    def regrade(self) -> Regrade:
        rows = Regrade.objects.select_related("quiz", "note").prefetch_related(
            "targets__version__question"
        )
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    def get_page_subtitle(self) -> str:
        return regrade_screens.title_of(self.regrade)

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "screen": regrade_screens.regrade_screen(self.regrade, see_people=self.see_people),
            "see_people": self.see_people,
            "may_decide": access.may_decide_regrade(self.request.user),
            "keep": Decision.KEEP,
            "take_back": Decision.TAKE_BACK,
        }

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not access.may_decide_regrade(request.user):
            raise PermissionDenied
        form = DecisionForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Choose what happens with the pass."))
            return redirect("regrade", self.regrade.public_id)
        row = get_object_or_404(
            RegradedAttempt, pk=form.cleaned_data["regraded"], regrade=self.regrade
        )
        decision = Decision(form.cleaned_data["decision"])
        try:
            services.decide(
                regraded=row, decision=decision, by_id=request.user.subject_id, now=now()
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{decision.label}.")
        return redirect("regrade", self.regrade.public_id)
