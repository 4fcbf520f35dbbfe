"""The list of questions in the admin, with the ways in and out."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from quizzes.access import may_exchange_questions


class BankView(IndexView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = list(super().header_buttons)
        if may_exchange_questions(self.request.user):
            buttons += [
                HeaderButton(
                    _("Import"), url=reverse("import_questions"), icon_name="upload", priority=1100
                ),
                HeaderButton(
                    _("Export"),
                    url=reverse("export_questions"),
                    icon_name="download",
                    priority=1200,
                ),
            ]
        return buttons
