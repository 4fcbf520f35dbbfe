"""Recordings in Wagtail's own list and form; the screens of one recording are in `workbench`."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from design.two_editors import TwoEditorsEditView
from webinar.recordings import workbench
from webinar.recordings.models import Recording

from . import tus


class RecordingIndexView(IndexView):
    """The list leads to the overview of a recording rather than to a form."""

    def get_edit_url(self, instance: Recording) -> str | None:
        if not self.user_has_permission("change"):
            return None
        return workbench.address(workbench.OVERVIEW, instance)

    @cached_property
    def header_buttons(self) -> list:
        """A recording comes in as a file, not by a form."""
        if not self.request.user.has_perm(tus.RIGHT):
            return []
        return [HeaderButton(_("Add a recording"), url=reverse("opladen:index"), icon_name="plus")]


class RecordingEditView(TwoEditorsEditView):
    """Title, language, presentation, and what is said about the voice."""

    @cached_property
    def header_buttons(self) -> list:
        overview = workbench.address(workbench.OVERVIEW, self.object)
        return [
            *super().header_buttons,
            HeaderButton(_("Overview"), url=overview, icon_name="media"),
        ]

    def get_success_url(self) -> Any:
        return reverse("opnames:overview", args=[self.object.pk])
