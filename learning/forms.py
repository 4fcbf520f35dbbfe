from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.models import Municipality
from webinar.recordings.timecodes import read_timecode

from .enums import CardForm, Work
from .errors import ImpossibleProgress, NoSuchMoment, TooManyStretches
from .intervals import Interval
from .playing_limits import MOST_AT_ONCE

LONGEST_REFLECTION = 5_000
LONGEST_NOTE = 2_000
LONGEST_QUESTION = 200


class TypedText(forms.CharField):
    """What somebody types for themselves. The end of a line counts as one character, as on screen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").strip()


class ReflectionForm(forms.Form):
    prompt = forms.UUIDField(widget=forms.HiddenInput)
    text = TypedText(label=_("Your answer"), max_length=LONGEST_REFLECTION, required=False)


class NoteForm(forms.Form):
    """A place in a lesson. `moment` as people write it, on the timeline of the player that is named.

    `knippen` is the list of cuts that player counted by (see recordings' CUTS_PARAMETER).
    """

    opname = forms.UUIDField(required=False)
    knippen = forms.CharField(required=False, max_length=20)
    moment = forms.CharField(label=_("Moment"), required=False, max_length=20)
    text = TypedText(label=_("Your note"), max_length=LONGEST_NOTE, required=False)

    def clean_moment(self) -> int | None:
        """In milliseconds; None for the lesson as a whole."""
        typed = self.cleaned_data["moment"]
        if not typed:
            return None
        try:
            return read_timecode(typed)
        except ValueError as unreadable:
            raise forms.ValidationError(str(NoSuchMoment.message)) from unreadable


class ChangedNoteForm(forms.Form):
    """`gezien` is the fingerprint of the text that was there when the form was shown."""

    text = TypedText(label=_("Your note"), max_length=LONGEST_NOTE, required=False)
    gezien = forms.CharField(required=False, max_length=64)


class OpenQuestionForm(forms.Form):
    """`gezien` is the fingerprint of the text that was there when the form was shown."""

    text = TypedText(label=_("Your answer"), max_length=LONGEST_REFLECTION, required=False)
    gezien = forms.CharField(required=False, max_length=64)


class CallCardForm(forms.Form):
    """For which municipality and work a call card is made, and where it is kept."""

    gemeente = forms.ModelChoiceField(
        label=_("Municipality"), queryset=Municipality.objects.all(), empty_label=_("Choose")
    )
    werk = forms.ChoiceField(label=_("Your work"), choices=Work.choices)
    vorm = forms.ChoiceField(
        label=_("Where you keep it"),
        choices=CardForm.choices,
        initial=CardForm.DESK,
        widget=forms.RadioSelect,
    )


def read_progress(sent: Any) -> tuple[list[Interval], int | None]:
    """The stretches and the place a player sent, in milliseconds. Raises ImpossibleProgress and
    TooManyStretches.

    No place comes with what waited on the device: the learner may be elsewhere by now.
    """
    if not isinstance(sent, dict):
        raise ImpossibleProgress
    stretches, position = sent.get("intervals", []), sent.get("position_ms")
    if not isinstance(stretches, list):
        raise ImpossibleProgress
    if len(stretches) > MOST_AT_ONCE:
        raise TooManyStretches
    if position is not None and not _is_moment(position):
        raise ImpossibleProgress
    return [_stretch(value) for value in stretches], position


def _stretch(value: Any) -> Interval:
    if not isinstance(value, list) or len(value) != 2 or not all(map(_is_moment, value)):
        raise ImpossibleProgress
    return (value[0], value[1])


def _is_moment(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31
