"""The shape of what people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.names import tidy
from core.clock import BRUSSELS
from design.moments import KnownYears
from design.two_editors import TwoEditorsForm


class RemarkForm(forms.Form):
    """For somebody signed in: we know the name and the mail address."""

    remark = forms.CharField(
        label=_("What you need"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example an interpreter. Do not write names or anything about a case."),
    )


class GuestForm(RemarkForm):
    """For somebody without an account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your mail address"),
        max_length=254,
        help_text=_("We send you a link to confirm your registration."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["name", "email", "remark"]

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"], "required")
        return name


class AttendanceForm(forms.Form):
    """What a coordinator marks on the list of participants."""

    subject = forms.UUIDField()
    minutes = forms.IntegerField(label=_("minutes"), required=False, min_value=1, max_value=1440)


class CancellationForm(forms.Form):
    """Why a coordinator takes a place back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "The person reads this in a mail. Write nothing about anybody else, or a case."
        ),
    )


class LiveSessionAdminForm(KnownYears, TwoEditorsForm):
    """A session with its number of seats, which are rows of their own."""

    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=0,
        max_value=2000,
        initial=30,
        help_text=_("0: nobody can register. New seats are offered to the waiting list first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance and instance.pk:
            kwargs["initial"] = (kwargs.get("initial") or {}) | {"seats": instance.slots.count()}
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # It is printed, linked, and in the mails of guests.
            self.fields["slug"].disabled = True

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("time_known", True):
            # Only the day counts; it is stored as the moment that day began.
            if starts_at := cleaned.get("starts_at"):
                cleaned["starts_at"] = starts_at.astimezone(BRUSSELS).replace(
                    hour=0, minute=0, second=0, microsecond=0
                )
            cleaned["ends_at"] = None
        opens_at = cleaned.get("opens_at")
        closes_at = cleaned.get("closes_at") or cleaned.get("starts_at")
        if opens_at and closes_at and opens_at >= closes_at:
            self.add_error(
                "opens_at",
                _(
                    "Registration opens before it closes: choose an earlier moment, or leave it empty."
                ),
            )
        return cleaned
