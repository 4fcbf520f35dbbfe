"""Shapes of what editors fill in."""

from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from . import services
from .errors import ChangedMeanwhile
from .models import Recording, Slide
from .versions import version_of


class TwoEditorsForm(WagtailAdminModelForm):
    """Does not save over what someone else saved since it was opened: what is stored now is shown, what is
    typed stays, and saving once more is a choice.
    """

    data: Any
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before what is typed is put into the instance.
        self.stored = {
            name: str(self.initial.get(name)) for name in self.fields if name != "version"
        }
        self.said = {name: self._words(name) for name in self.stored}
        self.present = version_of(sorted(self.stored.items()))
        self.initial["version"] = self.present

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begun_anew = self.instance.pk is None
        if not begun_anew and cleaned.get("version") != self.present and self.changed_here():
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = self.present
            raise forms.ValidationError([str(ChangedMeanwhile.message), *self._stored_now()])
        return cleaned

    def changed_here(self) -> list[str]:
        """The names of what is typed otherwise than it is stored."""
        return [name for name in self.changed_data if name != "version"]

    def _stored_now(self) -> list[str]:
        return [
            _("%(field)s, as it is stored now: %(value)s")
            % {"field": self.fields[name].label, "value": self.said[name]}
            for name in self.changed_here()
        ]

    def _words(self, name: str) -> str:
        # What is no field of the row itself is known by what the form begins with.
        value = getattr(self.instance, name, self.initial.get(name))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return date_format(localtime(value), "DATETIME_FORMAT")
        display = getattr(self.instance, f"get_{name}_display", None)
        if display:
            return str(display())
        return strip_tags(str("" if value is None else value)) or _("nothing")


class RecordingForm(TwoEditorsForm):
    @transaction.atomic
    def save(self, commit: bool = True) -> Recording:
        """Stores the recording; what is kept of it elsewhere follows."""
        recording = super().save(commit=commit)
        if commit:
            services.details_changed(recording=recording)
        return recording


class SlideForm(TwoEditorsForm):
    def save(self, commit: bool = True) -> Slide:
        return services.describe_slide(
            slide=self.instance,
            title=self.cleaned_data["title"],
            alt=self.cleaned_data["alt"],
            notes=self.cleaned_data["notes"],
        )
