"""Shapes of what an editor says about a file, and the file itself where there are no scripts."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .enums import DescriptionHolds
from .errors import DeckTooLong
from .models import Recording, SlideDeck

ACCEPTED = ".mp4,.m4v,.mov,.webm,.mkv,.m4a,.mp3,.pdf,.pptx"
ACCEPTED_FILM = ".mp4,.m4v,.mov,.webm,.mkv,.m4a,.mp3"
ACCEPTED_SOUND = ".m4a,.mp3,.webm"
# Without scripts the whole file travels in one go and cannot be gone on with.
MOST_IN_ONE_GO = 100_000_000


class WordsForm(forms.Form):
    """What the file is called here.

    `deck`: the presentation whose pages this PDF holds; `described`: the recording that this sound
    describes, and `holds` what is heard in it; `replaces`: the recording of which this is a new film.
    """

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(
        label=_("Spoken or written language"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )
    deck = forms.ModelChoiceField(
        SlideDeck.objects.filter(pdf=""), required=False, widget=forms.HiddenInput
    )
    described = forms.ModelChoiceField(
        Recording.standing.all(), required=False, widget=forms.HiddenInput
    )
    replaces = forms.ModelChoiceField(
        Recording.standing.all(), required=False, widget=forms.HiddenInput
    )
    holds = forms.ChoiceField(
        label=_("What does this file hold?"),
        choices=DescriptionHolds.choices,
        initial=DescriptionHolds.VOICE,
        required=False,
        widget=forms.RadioSelect,
    )


class UploadForm(WordsForm):
    file = forms.FileField(
        label=_("File"),
        max_length=255,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=format_lazy(
            _(
                "A recording (MP4, WebM, M4A or MP3, up to 2 GB) or a presentation (PDF or PPTX, up to "
                "{most} slides)."
            ),
            most=DeckTooLong.most,
        ),
    )
    field_order = ["file", "title", "language", "holds", "deck", "described", "replaces"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self["described"].value():
            self.fields["file"].help_text = _("A sound file: M4A or MP3, up to 2 GB.")
            self.fields["file"].widget.attrs["accept"] = ACCEPTED_SOUND
        if self["replaces"].value():
            self.fields["file"].help_text = _(
                "A video or sound file: MP4, WebM, M4A or MP3, up to 2 GB."
            )
            self.fields["file"].widget.attrs["accept"] = ACCEPTED_FILM

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_IN_ONE_GO:
            raise forms.ValidationError(
                _("Without JavaScript a file may be 100 MB at most. Allow scripts and try again.")
            )
        return file
