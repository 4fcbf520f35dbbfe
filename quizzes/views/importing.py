"""Import in the admin: upload, a dry run per question, confirm."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from core.clock import now
from core.errors import Refusal
from quizzes import services
from quizzes.access import may_exchange_questions
from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file
from quizzes.exchange.limits import FILE_BYTES
from quizzes.exchange_forms import ImportForm
from quizzes.import_plan import ImportPlan, Planned, Verdict, plan_import
from quizzes.models import Question, QuestionUpload
from quizzes.wording import place_words, refusal_words, type_words

BANK = "wagtailsnippets_quizzes_question:list"
# Of the list: what came in just now stands on top.
NEWEST_FIRST = "-_updated_at"


class ExchangeScreen(WagtailAdminTemplateMixin):
    """For whoever may edit questions."""

    _show_breadcrumbs = True
    header_icon = "help"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not may_exchange_questions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(BANK), "label": Question._meta.verbose_name_plural},
            {"url": "", "label": self.get_page_title()},
        ]


class ImportUpload(ExchangeScreen, TemplateView):
    """The file; kept when anything of it can be read."""

    template_name = "quizzes/admin/import.html"
    page_title = gettext_lazy("Import questions")
    form: ImportForm | None = None

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = ImportForm(request.POST, request.FILES)
        if self.form.is_valid():
            file = self.form.cleaned_data["file"]
            try:
                upload, _plan = services.keep_upload(
                    content=file.read(FILE_BYTES + 1),
                    name=file.name,
                    subject_id=request.user.subject_id,
                    now=now(),
                )
            except FileRefused as refusal:
                self.form.add_error("file", refusal_words(refusal))
            else:
                return redirect("import_plan", upload.public_id)
        return self.render_to_response(self.get_context_data(), status=400)

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {"form": self.form or ImportForm()}


class ImportPlanned(ExchangeScreen, TemplateView):
    """The dry run of a kept file, as the bank stands now."""

    template_name = "quizzes/admin/import_plan.html"
    page_title = gettext_lazy("What comes in")

    @cached_property
    def upload(self) -> QuestionUpload:
        return get_object_or_404(
            QuestionUpload,
            public_id=self.kwargs["public_id"],
            subject_id=self.request.user.subject_id,
        )

    def get_page_subtitle(self) -> str:
        return self.upload.name

    def get_context_data(self, **kwargs: object) -> dict:
        plan = plan_import(read_file(bytes(self.upload.content)))
        return super().get_context_data(**kwargs) | {
            "upload": self.upload,
            "plan": plan,
            "groups": _groups(plan),
            "coming_in": plan.count(Verdict.COMES_IN),
        }


class ImportConfirm(ExchangeScreen, View):
    """All that is accepted comes in, or nothing."""

    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        assert isinstance(request.user, User)
        try:
            plan = services.confirm_upload(
                public_id=public_id,
                subject_id=request.user.subject_id,
                expected=request.POST.get("plan", "") or "-",
                user=request.user,
                now=now(),
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(_back_to(request, public_id))
        count = plan.count(Verdict.COMES_IN)
        words = ngettext(
            "%(count)s question came in as a draft.",
            "%(count)s questions came in as drafts.",
            count,
        )
        messages.success(request, words % {"count": count})
        return redirect(f"{reverse(BANK)}?{urlencode({'ordering': NEWEST_FIRST})}")


class ImportDiscard(ExchangeScreen, View):
    def post(self, request: HttpRequest, public_id: UUID) -> HttpResponse:
        services.discard_upload(public_id=public_id, subject_id=request.user.subject_id)
        messages.success(request, _("Nothing was imported."))
        return redirect("import_questions")


def _back_to(request: HttpRequest, public_id: UUID) -> str:
    """The dry run while the file is there, or else the upload."""
    kept = QuestionUpload.objects.filter(
        public_id=public_id, subject_id=request.user.subject_id
    ).exists()
    return reverse("import_plan", args=[public_id]) if kept else reverse("import_questions")


def _groups(plan: ImportPlan) -> list[dict]:
    """The lines by what happens to them, what was refused first; each in the order of the file."""
    headings = {
        Verdict.REFUSED: (pgettext("imported questions", "Refused"), "warning"),
        Verdict.COMES_IN: (_("Come in as drafts"), "check"),
        Verdict.SAME: (_("Are there already"), "history"),
    }
    return [
        {
            "verdict": verdict.value,
            "heading": heading,
            "icon": icon,
            "lines": [_shown(line) for line in plan.lines if line.verdict == verdict],
        }
        for verdict, (heading, icon) in headings.items()
        if plan.count(verdict)
    ]


def _shown(line: Planned) -> dict:
    question = line.question
    return {
        "place": place_words(line.finding.place),
        "stem": line.stem,
        "type": type_words(question.kind) if question else "",
        "tags": sorted(question.tags) if question else [],
        "key": line.key,
        "refused": line.refused,
        "losses": line.losses,
    }
