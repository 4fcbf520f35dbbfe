"""Shapes of what editors fill in."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from . import queries, services
from .captions import Caption, CaptionFault, read_srt, read_text, read_vtt
from .models import CaptionTrack, Recording, Slide


class RecordingForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Recording:
        """Stores the recording; whoever is named in a consent gets a Subject."""
        recording = super().save(commit=commit)
        if commit:
            services.settle(recording=recording)
        return recording


class SlideForm(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Slide:
        return services.describe_slide(
            slide=self.instance,
            title=self.cleaned_data["title"],
            alt=self.cleaned_data["alt"],
            notes=self.cleaned_data["notes"],
        )


class CaptionTrackForm(WagtailAdminModelForm):
    """All captions of a track as one text, or replaced by a file."""

    text = forms.CharField(
        label=_("Captions"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        help_text=_("In WebVTT: the times, and below them what is said."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("WebVTT or SRT, in UTF-8. It takes the place of the text above."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.captions: list[Caption] = []
        if self.instance.pk:
            self.fields["text"].initial = queries.source_vtt(self.instance)
            for name in ("recording", "language", "kind"):
                self.fields[name].disabled = True

    def clean(self) -> dict:
        cleaned = super().clean()
        upload = cleaned.get("file")
        name = "file" if upload else "text"
        try:
            self.captions = self._read(upload, cleaned.get("text") or "")
        except CaptionFault as fault:
            self.add_error(name, str(fault))
        else:
            if not self.captions:
                self.add_error(name, _("There are no captions in it."))
        return cleaned

    def _read(self, upload: UploadedFile | None, text: str) -> list[Caption]:
        if not upload:
            return read_vtt(text)
        content = read_text(upload.read())
        return read_vtt(content) if content.startswith("WEBVTT") else read_srt(content)

    def save(self, commit: bool = True) -> CaptionTrack:
        # One service writes the track and its captions, for this form and for every other entrance.
        self.instance = services.replace_captions(
            recording=self.cleaned_data["recording"],
            language=self.cleaned_data["language"],
            kind=self.cleaned_data["kind"],
            captions=self.captions,
        )
        return self.instance
