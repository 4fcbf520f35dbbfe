"""Captions: the tracks of a recording, and one track beside the player."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Refusal
from webinar.recordings import described, services, workbench
from webinar.recordings.captions import Caption, CaptionFault, write_vtt
from webinar.recordings.enums import TrackKind
from webinar.recordings.errors import ChangedMeanwhile
from webinar.recordings.files import LARGEST, captions_in, captions_in_text
from webinar.recordings.mending import Mended, Repair, lenient_text, mend
from webinar.recordings.models import CaptionTrack
from webinar.recordings.queries import source_vtt
from webinar.recordings.versions import captions_version
from webinar.recordings.views.tus import RIGHT

from .screen import RecordingScreen

LONGEST_LIST = 12


class TrackForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=TrackKind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("WebVTT or SRT. Without a file you write the captions yourself."),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload and upload.size > LARGEST:
            raise forms.ValidationError(_("This is too large for a file of captions."))
        return upload


class CaptionsScreen(RecordingScreen):
    """All tracks of a recording, and the way to a new one."""

    template_name = "recordings/admin/captions.html"
    tab = workbench.CAPTIONS

    def get_context_data(self, **kwargs: Any) -> dict:
        form = TrackForm(initial={"language": self.recording.language})
        lines = workbench.track_lines(self.recording)
        return (
            {"form": form}
            | super().get_context_data(**kwargs)
            | {
                "lines": lines,
                "description": described.description_line(self.recording),
                "description_url": described.description_upload(self.recording),
                "may_upload": self.request.user.has_perm(RIGHT),
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file goes to the screen of its track: stored when the strict reader takes it, else shown."""
        if "remove_description" in request.POST:
            services.remove_description(recording=self.recording)
            return self.done(request, _("The spoken description is removed."))
        form = TrackForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        track = TrackScreen()
        track.setup(request, pk=self.recording.pk, **_place(form))
        return track.take(request, form.cleaned_data["file"])


def _place(form: TrackForm) -> dict[str, str]:
    return {"kind": form.cleaned_data["kind"], "language": form.cleaned_data["language"]}


class TrackScreen(RecordingScreen):
    """The captions of one track beside the player: as rows with a script, as WebVTT without."""

    template_name = "recordings/admin/track.html"
    tab = workbench.CAPTIONS

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.language, self.kind = kwargs["language"], kwargs["kind"]
        if self.language not in dict(settings.LANGUAGES) or self.kind not in TrackKind:
            raise Http404

    @cached_property
    def track(self) -> CaptionTrack | None:
        return CaptionTrack.objects.filter(
            recording=self.recording, language=self.language, kind=self.kind
        ).first()

    @property
    def address(self) -> str:
        return workbench.address("track", self.recording, self.kind, self.language)

    def version(self) -> str:
        return captions_version(self.recording, self.language, self.kind)

    def stored_text(self) -> str:
        return source_vtt(self.track) if self.track else "WEBVTT\n\n"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(text=self.stored_text(), version=self.version())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.POST:
            return self._remove(request)
        text, based_on = request.POST.get("text", ""), request.POST.get("version", "")
        if "mend" in request.POST:
            return self._mend(text, based_on)
        return self._save(request, text, based_on)

    def take(self, request: HttpRequest, upload: Any) -> HttpResponse:
        """A new file for this track. What cannot be read is shown with its fault, never stored."""
        if not upload:
            return self.show(text=self.stored_text(), version=self.version())
        content = upload.read()
        try:
            captions = captions_in(content, self.recording.duration_ms)
        except CaptionFault as fault:
            return self.show(text=lenient_text(content), version=self.version(), fault=fault)
        if self.track:
            return self.show(
                text=write_vtt(captions),
                version=self.version(),
                unsaved=True,
                says=_(
                    "These captions come from the file. They replace what was there once you save."
                ),
            )
        return self._store(request, captions, write_vtt(captions), self.version())

    def _mend(self, text: str, based_on: str) -> HttpResponse:
        mended = mend(text, self.recording.duration_ms)
        return self.show(
            text=write_vtt(mended.captions),
            version=based_on,
            unsaved=True,
            mended=repairs_of(mended),
            count=len(mended.captions),
        )

    def _save(self, request: HttpRequest, text: str, based_on: str) -> HttpResponse:
        try:
            captions = captions_in_text(text, self.recording.duration_ms)
        except CaptionFault as fault:
            return self.show(text=text, version=based_on, fault=fault, unsaved=True)
        return self._store(request, captions, text, based_on)

    def _store(
        self, request: HttpRequest, captions: list[Caption], text: str, based_on: str
    ) -> HttpResponse:
        if not captions:
            return self.show(text=text, version=based_on, says=_("There are no captions in it."))
        try:
            services.save_captions(
                recording=self.recording,
                language=self.language,
                kind=TrackKind(self.kind),
                captions=captions,
                based_on=based_on,
            )
        except ChangedMeanwhile as refusal:
            return self.show(
                text=text,
                version=self.version(),
                theirs=self.stored_text(),
                refusal=refusal,
                unsaved=True,
            )
        return self.done(request, _("The captions are saved."), self.address)

    def _remove(self, request: HttpRequest) -> HttpResponse:
        try:
            services.remove_captions(
                recording=self.recording,
                language=self.language,
                kind=TrackKind(self.kind),
                based_on=request.POST.get("version", ""),
            )
        except Refusal as refusal:
            return self.refused(request, refusal)
        return self.done(
            request,
            _("The track is removed."),
            workbench.address(workbench.CAPTIONS, self.recording),
        )

    def show(self, **context: Any) -> HttpResponse:
        return TrackScreen.response_class(
            request=self.request,
            template=[self.template_name],
            context=self.get_context_data(**context),
        )

    def get_context_data(self, **kwargs: Any) -> dict:
        return super().get_context_data(**kwargs) | {
            "track": self.track,
            "address": self.address,
            "track_name": _("%(kind)s in %(language)s")
            % {
                "kind": TrackKind(self.kind).label,
                "language": dict(settings.LANGUAGES)[self.language],
            },
            "cuts": [list(span) for span in self.recording.timeline().removed],
        }


def repairs_of(mended: Mended) -> list[dict]:
    """What was repaired, as sentences with the lines they are about."""
    return [
        {
            "says": repair.label,
            "lines": ", ".join(map(str, lines[:LONGEST_LIST])),
            "more": max(0, len(lines) - LONGEST_LIST),
        }
        for repair in Repair
        if (lines := mended.repairs.get(repair))
    ]
