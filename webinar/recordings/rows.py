"""Rows of times that editors type, drag or mark: slides, chapters, cuts. An empty row is no row."""

from itertools import zip_longest
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .enums import CutReason
from .fields import TimecodeField
from .models import SlideDeck
from .moments import clock_label
from .services import NewChapter, NewCut

# A slide may be shown again, and a presentation has up to 300 of them.
MOST_ROWS = 600


class TimeInput(forms.TextInput):
    """A place in the recording; the script adds buttons, and a mark on the strip of time."""

    def __init__(self, **attrs: str) -> None:
        plain = {"inputmode": "numeric", "autocomplete": "off", "size": "8", "placeholder": "0:00"}
        super().__init__({"data-time": "", **plain, **attrs})


class TimedRow(forms.Form):
    """A row whose times lie within a recording of `duration_ms`."""

    def __init__(self, *args: Any, duration_ms: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration_ms = duration_ms

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            moment = cleaned.get(name)
            if isinstance(field, TimecodeField) and moment is not None:
                self._hold_within(name, moment)
        return cleaned

    def _hold_within(self, name: str, moment: int) -> None:
        if moment > self.duration_ms:
            self.add_error(
                name,
                _("The recording ends at %(moment)s.") % {"moment": clock_label(self.duration_ms)},
            )

    def hold_before(self, next_ms: int) -> None:
        """What this row says holds until the next one begins, or the recording ends."""

    @property
    def is_blank(self) -> bool:
        return not any(value not in (None, "") for value in self.cleaned_data.values())

    def require(self, *names: str) -> None:
        """Every one of these is filled in, once the row is no empty one."""
        for name in names:
            if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
                self.add_error(name, _("Fill this in, or empty the whole row."))


class CueRow(TimedRow):
    """From this moment this slide stands; without a moment it does not stand."""

    slide = forms.TypedChoiceField(label=_("Slide"), coerce=int, required=False, empty_value=None)
    at = TimecodeField(label=_("Shown from"), required=False, widget=TimeInput(**{"data-key": ""}))

    def __init__(self, *args: Any, deck: SlideDeck, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        slide = self.fields["slide"]
        assert isinstance(slide, forms.TypedChoiceField)
        slide.choices = [("", "—"), *((one.number, str(one)) for one in deck.slides.all())]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("at") is not None:
            self.require("slide")
            if cleaned["at"] == self.duration_ms:
                self.add_error("at", _("A slide cannot be shown after the recording has ended."))
        return cleaned

    @property
    def is_blank(self) -> bool:
        return self.cleaned_data.get("at") is None

    @property
    def value(self) -> tuple[int, int]:
        return self.cleaned_data["slide"], self.cleaned_data["at"]

    @property
    def moment(self) -> int:
        return self.cleaned_data["at"]


class ChapterRow(TimedRow):
    start = TimecodeField(
        label=_("Starts at"), required=False, widget=TimeInput(**{"data-key": ""})
    )
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    warning = forms.CharField(label=_("Content warning"), required=False, max_length=300)
    skip_from = TimecodeField(label=_("Skip from"), required=False, widget=TimeInput())
    skip_to = TimecodeField(label=_("Skip to"), required=False, widget=TimeInput())

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or self.is_blank:
            return cleaned
        self.require("start", "title")
        skip_from, skip_to = cleaned.get("skip_from"), cleaned.get("skip_to")
        if skip_from is not None or skip_to is not None:
            self.require("skip_from", "skip_to", "warning")
        if skip_from is not None and skip_to is not None and skip_to <= skip_from:
            self.add_error("skip_to", _("The end comes after the start."))
        return cleaned

    def hold_before(self, next_ms: int) -> None:
        """Who is warned of a part has not seen it yet, and the warning stands where the part is."""
        start, cleaned = self.moment, self.cleaned_data
        for name in ("skip_from", "skip_to"):
            moment = cleaned[name]
            if moment is not None and not start <= moment <= next_ms:
                self.add_error(
                    name,
                    _("What one may skip lies within its chapter, from %(start)s to %(end)s.")
                    % {"start": clock_label(start), "end": clock_label(next_ms)},
                )

    @property
    def value(self) -> NewChapter:
        cleaned = self.cleaned_data
        return NewChapter(
            start_ms=cleaned["start"],
            title=cleaned["title"],
            content_warning=cleaned["warning"],
            skip_from_ms=cleaned["skip_from"],
            skip_to_ms=cleaned["skip_to"],
        )

    @property
    def moment(self) -> int:
        return self.cleaned_data["start"]


class CutRow(TimedRow):
    start = TimecodeField(label=_("From"), required=False, widget=TimeInput(**{"data-key": ""}))
    end = TimecodeField(label=_("To"), required=False, widget=TimeInput(**{"data-key": ""}))
    reason = forms.ChoiceField(
        label=_("Why"), choices=[("", "—"), *CutReason.choices], required=False
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if self.errors or self.is_blank:
            return cleaned
        self.require("start", "end")
        start, end = cleaned.get("start"), cleaned.get("end")
        if start is not None and end is not None and end <= start:
            self.add_error("end", _("The end comes after the start."))
        return cleaned

    @property
    def is_blank(self) -> bool:
        return self.cleaned_data.get("start") is None and self.cleaned_data.get("end") is None

    @property
    def value(self) -> NewCut:
        cleaned = self.cleaned_data
        return NewCut(cleaned["start"], cleaned["end"], cleaned["reason"] or CutReason.OTHER)

    @property
    def moment(self) -> int:
        return self.cleaned_data["start"]


class Rows(forms.BaseFormSet):
    """Rows in any order; no two begin at one moment."""

    def clean(self) -> None:
        seen: set[int] = set()
        for row in self.forms:
            if row.errors or row.is_blank:
                continue
            if row.moment in seen:
                raise forms.ValidationError(
                    _("Two rows begin at %(moment)s."),
                    code="twice",
                    params={"moment": clock_label(row.moment)},
                )
            seen.add(row.moment)
        if all(not row.errors for row in self.forms):
            filled = self._filled()
            for row, following in zip_longest(filled, filled[1:]):
                row.hold_before(following.moment if following else row.duration_ms)

    def _filled(self) -> list:
        """In the order of the recording."""
        filled = [row for row in self.forms if not row.is_blank]
        return sorted(filled, key=lambda row: row.moment)

    @property
    def values(self) -> list:
        """What the filled rows say, in the order of the recording."""
        return [row.value for row in self._filled()]


def rows_of(
    row: type[TimedRow],
    *,
    data: Any = None,
    initial: list[dict] | None = None,
    extra: int = 1,
    **row_kwargs: Any,
) -> Rows:
    """The rows of a screen: what was sent, or else what is stored with `extra` empty ones."""
    made: type[Any] = forms.formset_factory(
        row, formset=Rows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )
    rows: Rows = made(data, initial=initial, prefix="rows", form_kwargs=row_kwargs)
    return rows
