"""The list of questions in the admin, with the ways in and out."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from quizzes.access import may_exchange_questions


class BankView(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if may_exchange_questions(self.request.user):
            buttons += [
                Button(_("Import"), url=reverse("import_questions"), icon_name="upload"),
                Button(_("Export"), url=reverse("export_questions"), icon_name="download"),
            ]
        return buttons
