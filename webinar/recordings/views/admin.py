"""Editors' screens in Wagtail's frame."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from core.clock import now
from core.errors import Refusal
from webinar.recordings import services, wording
from webinar.recordings.models import Recording


class RecordingEditView(EditView):
    visibility_url_name = ""

    @cached_property
    def header_buttons(self) -> list:
        published = self.object.is_published(now())
        return [
            *super().header_buttons,
            HeaderButton(
                _("Hide") if published else _("Publish"),
                url=reverse(self.visibility_url_name, args=[self.object.pk]),
                icon_name="view",
            ),
        ]


class VisibilityView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Publish or hide a recording: GET says what that means, POST does it."""

    model = Recording
    permission_required = "change"
    page_title = gettext_lazy("Who may see it")
    header_icon = "view"
    template_name = "recordings/admin/visibility.html"
    edit_url_name = ""
    index_url_name = ""

    @cached_property
    def recording(self) -> Recording:
        return get_object_or_404(Recording, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.recording.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": _("Recordings")},
            {
                "url": reverse(self.edit_url_name, args=[self.recording.pk]),
                "label": self.recording.title,
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: object) -> dict:
        return super().get_context_data(**kwargs) | {
            "recording": self.recording,
            "state": wording.state(self.recording, now()),
            "published": self.recording.is_published(now()),
            "edit_url": reverse(self.edit_url_name, args=[self.recording.pk]),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            if request.POST.get("publish"):
                services.publish(recording=self.recording, now=now())
                done = _("The recording is published.")
            else:
                services.hide(recording=self.recording)
                done = _("The recording is hidden.")
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            log(instance=self.recording, action="wagtail.edit", user=request.user)
            messages.success(request, done)
        return redirect(self.edit_url_name, pk)
