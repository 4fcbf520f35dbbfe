from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .address_list import MOST_BYTES, Line, decoded, read_addresses
from .errors import ListTooLong
from .models import User
from .names import tidy


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As it should stand on your certificate."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name


class SignupForm(NameForm):
    """What we ask beside mail address and password."""

    field_order = ["name", "email", "password1"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists; the adapter has stored the name."""


class ErasureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code of your organisation"),
        max_length=40,
        help_text=_("Ten letters and figures, such as 7K2PD-9XMTA."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class AddressListForm(forms.Form):
    """A list of mail addresses: a file, or typed."""

    one_is_needed = ("file", "addresses")

    file = forms.FileField(
        label=_("File (CSV)"),
        required=False,
        help_text=_("The list of your staff, with a column of mail addresses; up to 500 lines."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    addresses = forms.CharField(
        label=_("Or type or paste the addresses, one a line"),
        required=False,
        max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
    )

    def lines(self) -> list[Line]:
        """The lines of the file, or else those that were typed. Raises a Refusal that says what is wrong."""
        file = self.cleaned_data["file"]
        if file is None:
            return read_addresses(self.cleaned_data["addresses"])
        if file.size > MOST_BYTES:
            raise ListTooLong
        return read_addresses(decoded(file.read()))
