"""Form fields for places in a recording."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .timecodes import read_timecode, timecode


class TimecodeField(forms.CharField):
    """A place in a recording, typed as mm:ss or h:mm:ss; the value is in milliseconds."""

    default_error_messages = {"timecode": _("Write a time as minutes and seconds, such as 12:04.")}

    def prepare_value(self, value: Any) -> Any:
        return timecode(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_timecode(text)
        except ValueError as unreadable:
            raise ValidationError(self.error_messages["timecode"], code="timecode") from unreadable
