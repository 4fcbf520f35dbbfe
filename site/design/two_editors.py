"""Two editors of one thing: the second to save is told what the first saved, and chooses."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.views.generic import EditView

from core.errors import SavedMeanwhile


def version_of(rows: Iterable[object]) -> str:
    """What an editor saw when they began: a short mark that changes with every change someone saves."""
    return sha256(repr(list(rows)).encode()).hexdigest()[:16]


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
            raise forms.ValidationError([str(SavedMeanwhile.message), *self._stored_now()])
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


class TwoEditorsEditView(EditView):
    """What is stored is read under a lock that is held until this is saved: of two editors who save in
    the same moment the second is told, and what other screens stored meanwhile is not written over.
    """

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.object = self.get_object(
            self.get_queryset().select_for_update(no_key=True, of=("self",))
        )
        return super().post(request, *args, **kwargs)
