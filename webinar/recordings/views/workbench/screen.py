"""What every screen of one recording has: its place, its tabs, and the right of an editor."""

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from core.clock import now
from core.errors import Refusal
from webinar.recordings import wording, workbench
from webinar.recordings.enums import RenditionKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.models import Recording
from webinar.recordings.permissions import OnlyChanged


class RecordingScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One screen of a recording. GET shows it, POST changes something and comes back."""

    model = Recording
    permission_policy = OnlyChanged(Recording)
    permission_required = "change"
    header_icon = "media"
    tab = ""

    @cached_property
    def recording(self) -> Recording:
        return get_object_or_404(
            Recording.standing.select_related("cut_list", "deck").prefetch_related(
                "renditions", "consents", "tracks"
            ),
            pk=self.kwargs["pk"],
        )

    def get_page_title(self) -> str:
        return self.recording.title

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("opnames:index"), "label": _("Recordings")},
            {"url": "", "label": self.recording.title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict:
        recording = self.recording
        return super().get_context_data(**kwargs) | {
            "recording": recording,
            "tabs": workbench.tabs(recording, self.tab),
            "state": wording.state(recording, now()),
            "is_open": recording.is_open(now()),
            "source_url": self.source_url,
            "source_is_sound": self.source_kind == RenditionKind.AUDIO,
        }

    @cached_property
    def source_kind(self) -> RenditionKind | None:
        """What an editor plays: the whole picture, or what there is."""
        kinds = {rendition.kind for rendition in self.recording.renditions.all()}
        order = (RenditionKind.VIDEO, RenditionKind.SMALL_VIDEO, RenditionKind.AUDIO)
        return next((kind for kind in order if kind in kinds), None)

    @property
    def has_picture(self) -> bool:
        return self.source_kind not in (None, RenditionKind.AUDIO)

    @property
    def source_url(self) -> str:
        if self.source_kind is None:
            return ""
        return workbench.address("source", self.recording, self.source_kind)

    def pressed(
        self, request: HttpRequest, acts: Mapping[str, Callable[[HttpRequest], HttpResponse]]
    ) -> HttpResponse:
        """What the button that was pressed does: each posts its own name. Without one, the screen."""
        for name, act in acts.items():
            if name in request.POST:
                try:
                    return act(request)
                except Refusal as refusal:
                    return self.refused(request, refusal)
        return self.get(request, *self.args, **self.kwargs)

    def done(self, request: HttpRequest, says: str, to: str = "") -> HttpResponse:
        """After a change: it is logged and told, and a reload repeats nothing."""
        log(instance=self.recording, action="wagtail.edit", user=request.user)
        messages.success(request, says)
        return redirect(to or request.path)

    def refused(self, request: HttpRequest, refusal: Refusal) -> HttpResponse:
        messages.error(request, refusal.message)
        return redirect(request.path)


class RowsScreen(RecordingScreen):
    """A screen of rows of times, safe against two editors: what the second typed stays on screen."""

    @abstractmethod
    def stored_rows(self) -> list[dict]: ...

    @abstractmethod
    def rows(self, data: Any = None, initial: list[dict] | None = None) -> Any: ...

    @abstractmethod
    def version(self) -> str: ...

    @abstractmethod
    def save(self, values: list, based_on: str) -> str:
        """Answers what the editor is told."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(rows=self.rows(initial=self.stored_rows()), version=self.version())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows, based_on = self.rows(data=request.POST), request.POST.get("version", "")
        if not rows.is_valid():
            return self.show(rows=rows, version=based_on, unsaved=True)
        try:
            says = self.save(rows.values, based_on)
        except ChangedMeanwhile as refusal:
            # Both are shown: what is typed here, and what the other saved; saving again is a choice.
            del self.recording
            theirs = self.rows(initial=self.stored_rows())
            return self.show(
                rows=rows, version=self.version(), theirs=theirs, refusal=refusal, unsaved=True
            )
        except Refusal as refusal:
            return self.show(rows=rows, version=based_on, refusal=refusal, unsaved=True)
        return self.done(request, says)

    def show(self, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context))
