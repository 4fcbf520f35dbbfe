"""Where a recording stands, what is still to do, and a look at it as viewers will see it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core.clock import now
from webinar.recordings import workbench
from webinar.recordings.enums import RenditionKind
from webinar.recordings.models import Recording, Rendition
from webinar.recordings.permissions import OnlyChanged
from webinar.recordings.queries import screen_of
from webinar.recordings.serving import hand_out
from webinar.recordings.views.media import private_file

from .screen import RecordingScreen


@dataclass(frozen=True)
class Action:
    """A button on a recording, hung there by an app above: hook `recording_actions`, called with
    the recording and the request, answers a list of these."""

    label: str
    says: str
    url: str
    icon: str = "plus"


class OverviewScreen(RecordingScreen):
    template_name = "recordings/admin/overview.html"
    tab = workbench.OVERVIEW

    def get_context_data(self, **kwargs: Any) -> dict:
        recording, moment = self.recording, now()
        return super().get_context_data(**kwargs) | {
            "overview": workbench.overview(recording, moment),
            "checklist": workbench.checklist(recording, moment),
            "film_waits": Recording.objects.filter(replaces=recording).exists(),
            "actions": [
                action
                for ask in hooks.get_hooks("recording_actions")
                for action in ask(recording, self.request)
            ],
        }


class PreviewScreen(PermissionCheckedMixin, TemplateView):
    """The player as viewers see it: without what is cut, also while the recording is hidden."""

    template_name = "recordings/admin/preview.html"
    permission_policy = OnlyChanged(Recording)
    permission_required = "change"

    def get_context_data(self, **kwargs: Any) -> dict:
        recording = get_object_or_404(
            Recording.standing.select_related("cut_list", "deck"), pk=self.kwargs["pk"]
        )
        return super().get_context_data(**kwargs) | {
            "recording": recording,
            "back": workbench.address(workbench.OVERVIEW, recording),
            "player": screen_of(
                recording=recording,
                start=None,
                end=None,
                language=get_language() or recording.language,
            ),
        }


class SourceFile(PermissionCheckedMixin, View):
    """The whole file, cuts and all, for whoever makes the recording ready."""

    permission_policy = OnlyChanged(Recording)
    permission_required = "change"

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
        if kind not in RenditionKind:
            raise Http404
        rendition = get_object_or_404(Rendition, recording=pk, kind=RenditionKind(kind))
        return hand_out(request, private_file(rendition))
