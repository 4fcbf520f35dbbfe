"""The shape of what people type when they register."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RemarkForm(forms.Form):
    """For somebody signed in: we know the name and the mail address."""

    remark = forms.CharField(
        label=_("What do you need to be able to take part?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if there is something. Do not write names or anything about a case."),
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
        return " ".join(self.cleaned_data["name"].split())
