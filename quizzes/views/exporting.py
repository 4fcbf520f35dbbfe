"""Export in the admin: which questions, in which format."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from core.clock import BRUSSELS, now
from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import Format
from quizzes.exchange_forms import ExportForm
from quizzes.export_file import ExportFile, export_file

from .importing import ExchangeScreen


class ExportQuestions(ExchangeScreen, TemplateView):
    """The form; sending it gives the file, or first says what the format cannot hold."""

    template_name = "quizzes/admin/export.html"
    page_title = gettext_lazy("Export questions")
    form: ExportForm | None = None

    def post(self, request: HttpRequest) -> HttpResponse:
        self.form = ExportForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=400)
        file_format = Format(self.form.cleaned_data["format"])
        try:
            result = export_file(self.form.questions(), file_format)
        except FileRefused as refusal:
            self.form.add_error("which", str(refusal))
            return self.render_to_response(self.get_context_data(), status=400)
        if not result.count or (result.left_out and "without" not in request.POST):
            return self.render_to_response(self.get_context_data(result=result))
        return _download(result, file_format)

    def get_context_data(self, **kwargs: object) -> dict:
        form = self.form or ExportForm(initial=self._initial())
        return super().get_context_data(**kwargs) | {"form": form, "which": _which(form)}

    def _initial(self) -> dict:
        """What the address asks for: ?which=chosen&chosen=1&chosen=2."""
        asked = self.request.GET
        initial = {
            name: asked[name] for name in ("format", "which", "quiz", "tag") if name in asked
        }
        return initial | {"chosen": asked.getlist("chosen")}


def _which(form: ExportForm) -> list[dict]:
    """Each way to choose, with the field that belongs to it."""
    return [
        {"radio": radio, "field": form[value] if value != ExportForm.ALL else None}
        for radio, (value, _label) in zip(form["which"], ExportForm.WHICH, strict=True)
    ]


def _download(result: ExportFile, file_format: Format) -> HttpResponse:
    day = now().astimezone(BRUSSELS).date().isoformat()
    response = HttpResponse(
        result.text.encode(), content_type=f"{file_format.content_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="vragen-{day}{file_format.suffix}"'
    return response
